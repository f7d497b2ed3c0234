import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { SubAccount } from "../../durable-objects/index.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import { metaSignature } from "../../modules/meta/signature.ts";
import { chanceOf, LONG, seeds } from "../../durable-objects/kit/chance.test-kit.ts";
import { makeWorld, prepared, type World } from "../world.test-kit.ts";
import { ownDoor, platformDoor } from "./doors.ts";
import {
  connectLine,
  encode,
  type Line,
  messagesOf,
  post,
  rawKeys,
  type Update,
  webhookBody,
} from "./meta.test-kit.ts";
import { receiveWebhook, STEPS, type WebhookSteps } from "./receive.ts";

let world: World;
let agency: string;

beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
});

let written = 0;
function message(to: Line, given: Partial<Extract<Update, { kind: "message" }>> = {}): Update {
  written += 1;
  return {
    kind: "message",
    to,
    from: "447700900417",
    id: `wamid.test-${written}`,
    text: `Message ${written}`,
    ...given,
  };
}

const texts = async (line: Line) => (await messagesOf(line.tenantId)).map(({ text }) => text);
const quarantined = async (outsideId: string | null) =>
  (
    await prepared("SELECT door, reason, items, raw_key AS rawKey FROM quarantine WHERE outside_id IS ?")
      .bind(outsideId)
      .all<{ door: string; reason: string; items: number; rawKey: string }>()
  ).results;

describe("the handshake", () => {
  const shake = (path: string, token: string, mode = "subscribe") =>
    exports.default.fetch(
      new Request(
        `http://trellis.test/webhooks/whatsapp${path}?hub.mode=${mode}&hub.challenge=1158201444&hub.verify_token=${encodeURIComponent(token)}`,
      ),
    );

  it("answers the challenge as plain text to whoever knows the token of that door", async () => {
    const line = await connectLine(world, { agency, ownApp: true });
    for (const [path, token] of [
      ["", env.META_VERIFY_TOKEN ?? ""],
      [`/${line.integrationId}`, line.verifyToken ?? ""],
    ] as const) {
      const answer = await shake(path, token);
      expect([answer.status, await answer.text(), answer.headers.get("content-type")]).toEqual([
        200,
        "1158201444",
        expect.stringContaining("text/plain"),
      ]);
    }
  });

  it("refuses a wrong token, another door's token, another mode and a door that is not there, all alike", async () => {
    const line = await connectLine(world, { agency, ownApp: true });
    const refusals = await Promise.all([
      shake("", "wrong"),
      shake("", line.verifyToken ?? ""),
      shake(`/${line.integrationId}`, env.META_VERIFY_TOKEN ?? ""),
      shake("", env.META_VERIFY_TOKEN ?? "", "unsubscribe"),
      shake("/int_nobody", "wrong"),
      shake(`/${"x".repeat(2_000)}`, "wrong"),
    ]);
    const bodies = await Promise.all(
      refusals.map(async (answer) => JSON.stringify({ ...(await answer.json<object>()), requestId: "" })),
    );
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    expect(new Set(bodies).size).toBe(1);
  });
});

describe("a delivery", () => {
  it("reaches each account it names, each its own part, in order, and keeps the original beside it", async () => {
    const [a, b] = [await connectLine(world, { agency }), await connectLine(world, { agency: await world.agency() })];
    const updates = [message(a), message(b), message(a), message(b), message(a)];
    const answer = await post(webhookBody(updates));
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    const mine = (line: Line) =>
      updates.flatMap((update) => (update.kind === "message" && update.to === line ? [update.text] : []));
    expect(await texts(a)).toEqual(mine(a));
    expect(await texts(b)).toEqual(mine(b));
    await vi.waitFor(async () => expect(await rawKeys(`raw/${a.tenantId}/`)).toHaveLength(1));
    const [key = ""] = await rawKeys(`raw/${a.tenantId}/`);
    const original = await (await env.RAW.get(key))?.text();
    expect(original).toContain(mine(a)[0]);
    expect(original).not.toContain(mine(b)[0]);
  });

  it("of ten pictures that a stranger sends at one moment makes one conversation with ten pictures", async () => {
    const line = await connectLine(world, { agency });
    const picture = (n: number) => ({
      object: "whatsapp_business_account",
      entry: [
        {
          id: line.waba,
          changes: [
            {
              field: "messages",
              value: {
                messaging_product: "whatsapp",
                metadata: { display_phone_number: "15550100", phone_number_id: line.phoneNumberId },
                contacts: [{ wa_id: "447700900777", profile: { name: "Pia" } }],
                messages: [
                  {
                    from: "447700900777",
                    id: `wamid.picture-${line.tenantId}-${n}`,
                    timestamp: String(Math.floor(Date.now() / 1000)),
                    type: "image",
                    image: { id: `77000${n}`, mime_type: "image/jpeg", sha256: "c2hhMjU2" },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
    // Each twice, as a provider that did not hear us in time would: twenty at once.
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => post(picture(n % 10))));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await runInDurableObject(subAccount(env, line.tenantId), (_account, { storage: { sql } }) => {
      expect(
        sql
          .exec(
            `SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM conversations) AS conversations,
               (SELECT unread FROM conversations) AS unread, (SELECT count(*) FROM messages WHERE type = 'image') AS messages,
               (SELECT count(DISTINCT message_id) FROM attachments WHERE type = 'image') AS pictures, (SELECT count(*) FROM attachments) AS files`,
          )
          .one(),
      ).toEqual({ contacts: 1, conversations: 1, unread: 10, messages: 10, pictures: 10, files: 10 });
    });
  });

  it("that comes again stores nothing twice", async () => {
    const line = await connectLine(world, { agency });
    const body = webhookBody([message(line), message(line)]);
    for (let copy = 0; copy < 3; copy += 1) expect((await post(body)).status).toBe(200);
    expect(await messagesOf(line.tenantId)).toHaveLength(2);
  });

  it("of 1,000 updates and 3 MB for 20 accounts is stored whole", async () => {
    const accounts = await Promise.all(Array.from({ length: 20 }, () => connectLine(world, { agency })));
    const filler = "a long story ".repeat(205);
    const updates = Array.from({ length: 1_000 }, (_, n) =>
      message(accounts[n % 20] as Line, { from: `4477009${String(n).padStart(5, "0")}`, text: `${n} ${filler}` }),
    );
    const body = JSON.stringify(webhookBody(updates));
    expect(body.length).toBeGreaterThan(3_000_000);
    expect((await post(body)).status).toBe(200);
    const counts = await Promise.all(accounts.map(async (line) => (await messagesOf(line.tenantId)).length));
    expect(counts).toEqual(accounts.map(() => 50));
  });

  it("is still received and kept for an account that is suspended and a number that is switched off", async () => {
    const line = await connectLine(world, { agency });
    await env.DB.batch([
      prepared("UPDATE tenants SET status = 'suspended' WHERE id = ?").bind(line.tenantId),
      prepared("UPDATE integrations SET state = 'disabled' WHERE id = ?").bind(line.integrationId),
    ]);
    expect((await post(webhookBody([message(line)]))).status).toBe(200);
    expect(await messagesOf(line.tenantId)).toHaveLength(1);
  });

  it("over 4 MB is refused before it is read", async () => {
    expect((await post(" ".repeat(4 * 1024 * 1024 + 1))).status).toBe(413);
  });

  it("that one account cannot store is asked for again, the others having theirs, and then stored once", async () => {
    const [a, b] = [await connectLine(world, { agency }), await connectLine(world, { agency })];
    const real = SubAccount.prototype.ingest;
    const spy = vi.spyOn(SubAccount.prototype, "ingest").mockImplementation(function (this: SubAccount, actor, input) {
      if (actor.tenantId === b.tenantId) throw new Error("the disk is full");
      return real.call(this, actor, input);
    });
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const body = webhookBody([message(a), message(b)]);
    const refused = await post(body);
    spy.mockRestore();
    log.mockRestore();
    expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([503, expect.any(Number)]);
    expect([(await texts(a)).length, (await texts(b)).length]).toEqual([1, 0]);
    expect((await post(body)).status).toBe(200);
    expect([(await texts(a)).length, (await texts(b)).length]).toEqual([1, 1]);
  });
});

describe("what no account can be given", () => {
  it("is kept with its reason, once, and loses none of its neighbours", async () => {
    const line = await connectLine(world, { agency });
    const nobody = { ...line, phoneNumberId: "990000000000001", waba: "990000000000002" };
    const body = webhookBody([message(nobody), message(line), message(nobody)]);
    expect((await post(body)).status).toBe(200);
    expect((await post(body)).status).toBe(200);
    expect(await messagesOf(line.tenantId)).toHaveLength(1);
    const rows = await quarantined(nobody.phoneNumberId);
    expect(rows).toMatchObject([{ door: "platform", reason: "no account has this id", items: 2 }]);
    const kept = await (await env.RAW.get(rows[0]?.rawKey ?? ""))?.text();
    expect(kept).toContain(nobody.phoneNumberId);
    expect(kept).not.toContain(line.phoneNumberId);
  });

  it.each([
    ["no JSON", "{ this is not JSON"],
    ["nothing", ""],
    ["no object", "17"],
    ["another product's webhook", JSON.stringify({ object: "page", entry: [] })],
    ["brackets without end", "[".repeat(200_000)],
    ["deep nesting", `{"object":"whatsapp_business_account","entry":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    [
      "entries that are no entries",
      JSON.stringify({
        object: "whatsapp_business_account",
        entry: [null, 3, { changes: [null, {}, { field: "messages", value: 4 }] }],
      }),
    ],
  ])("is kept although it is %s, and acknowledged so that it is not sent for a week", async (_what, body) => {
    const before = (await prepared("SELECT count(*) AS n FROM quarantine").first<{ n: number }>())?.n ?? 0;
    expect((await post(body)).status).toBe(200);
    const after = (await prepared("SELECT count(*) AS n FROM quarantine").first<{ n: number }>())?.n ?? 0;
    expect(after).toBeGreaterThan(before);
  });

  it("is not acknowledged before it is kept", async () => {
    const line = await connectLine(world, { agency });
    const nobody = { ...line, phoneNumberId: "990000000000009", waba: "990000000000010" };
    const body = encode(JSON.stringify(webhookBody([message(nobody)])));
    const fullBucket = { put: () => Promise.reject(new Error("the bucket is away")) } as unknown as R2Bucket;
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const request = { ...(await requestOf(body)), env: { ...env, RAW: fullBucket } };
    await expect(receiveWebhook(request)).rejects.toMatchObject({ code: "unavailable" });
    log.mockRestore();
    expect(await quarantined(nobody.phoneNumberId)).toEqual([]);
  });
});

async function requestOf(body: ArrayBuffer) {
  const signature = await metaSignature(body, env.META_APP_SECRET ?? "");
  return {
    env,
    door: platformDoor(env, "whatsapp"),
    body,
    signature,
    requestId: "req_test",
    now: Date.now(),
    waitUntil: () => undefined,
  };
}

describe("a signature", () => {
  it(
    "that does not fit these very bytes is refused, and nothing is read or written",
    { timeout: 300_000 },
    async () => {
      const [seed = 0] = seeds(1);
      const chance = chanceOf(seed);
      const line = await connectLine(world, { agency });
      const own = await connectLine(world, { agency, ownApp: true });
      const doors = [
        { path: "", secret: env.META_APP_SECRET ?? "", line },
        { path: `/${own.integrationId}`, secret: own.appSecret ?? "", line: own },
      ];
      const stored = async () => [
        (await prepared("SELECT count(*) AS n FROM quarantine").first())?.["n"],
        (await rawKeys("quarantine/")).length,
        (await messagesOf(line.tenantId)).length,
        (await messagesOf(own.tenantId)).length,
      ];
      const before = await stored();
      const accepted: string[] = [];
      for (let round = 0; round < (LONG ? 10_000 : 1_000); round += 1) {
        const door = chance.pick(doors);
        const body = encode(JSON.stringify(webhookBody([message(door.line)])));
        const forged = await forge(chance.int(FORGERIES.length), {
          chance,
          body,
          secret: door.secret,
          otherSecret: doors.find((other) => other !== door)?.secret ?? "",
        });
        const answer = await post(forged.body, { path: door.path, signature: forged.signature });
        if (answer.status !== 401) accepted.push(`${forged.how}: ${answer.status}`);
      }
      expect({ seed, accepted }).toEqual({ seed, accepted: [] });
      expect(await stored()).toEqual(before);
    },
  );

  it("cannot open a door that is not there, or one whose app has no secret", async () => {
    const line = await connectLine(world, { agency });
    const body = encode(JSON.stringify(webhookBody([message(line)])));
    const answers = await Promise.all([
      post(body, { path: "/int_nobody" }),
      post(body, { path: `/${line.integrationId}` }),
      post(body, { signature: "sha256=00" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    const bodies = await Promise.all(
      answers.map(async (answer) => JSON.stringify({ ...(await answer.json<object>()), requestId: "" })),
    );
    expect(new Set(bodies).size).toBe(1);
    const shut = { ...(await requestOf(body)), door: platformDoor({ ...env, META_APP_SECRET: "" }, "whatsapp") };
    await expect(receiveWebhook(shut)).rejects.toMatchObject({ code: "bad_signature" });
    expect(await messagesOf(line.tenantId)).toEqual([]);
  });
});

const FORGERIES = [
  "one bit of the body",
  "one bit of the signature",
  "a byte more",
  "a byte less",
  "no signature",
  "another app's secret",
  "the old kind of hash",
  "a truncated signature",
  "upper case",
  "the signature of another body",
  "no prefix",
  "two signatures",
] as const;

async function forge(
  kind: number,
  {
    chance,
    body,
    secret,
    otherSecret,
  }: { chance: ReturnType<typeof chanceOf>; body: ArrayBuffer; secret: string; otherSecret: string },
) {
  const how = FORGERIES[kind] ?? "no signature";
  const good = await metaSignature(body, secret);
  const bytes = new Uint8Array(body.slice(0));
  const at = chance.int(bytes.length);
  switch (how) {
    case "one bit of the body":
      bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.int(8));
      return { how, body: bytes.buffer, signature: good };
    case "one bit of the signature": {
      const digit = 7 + chance.int(64);
      const other = chance.pick([..."0123456789abcdef"].filter((hex) => hex !== good[digit]));
      return { how, body, signature: `${good.slice(0, digit)}${other}${good.slice(digit + 1)}` };
    }
    case "a byte more":
      return { how, body: encode(`${new TextDecoder().decode(body)} `), signature: good };
    case "a byte less":
      return { how, body: body.slice(0, -1), signature: good };
    case "no signature":
      return { how, body, signature: null };
    case "another app's secret":
      return { how, body, signature: await metaSignature(body, otherSecret) };
    case "the old kind of hash":
      return { how, body, signature: good.replace("sha256=", "sha1=") };
    case "a truncated signature":
      return { how, body, signature: good.slice(0, 7 + chance.int(64)) };
    case "upper case":
      // A digest is compared as Meta writes it. One of digits alone has no other case, and would rightly fit.
      return { how, body, signature: `SHA256=${good.slice(7).toUpperCase()}` };
    case "the signature of another body":
      return { how, body, signature: await metaSignature(encode("{}"), secret) };
    case "no prefix":
      return { how, body, signature: good.slice(7) };
    case "two signatures":
      return { how, body, signature: `${good},${good}` };
    default:
      return how satisfies never;
  }
}

describe("an account that brings its own app", () => {
  /** Its owner, who knows its secret, signs a webhook that names other accounts' numbers. Answers what each of them was given. */
  async function attack(steps: WebhookSteps) {
    const attacker = await connectLine(world, { agency, ownApp: true });
    const victims = [
      await connectLine(world, { agency }),
      await connectLine(world, { agency, ownApp: true }),
      await connectLine(world, { agency: await world.agency() }),
    ];
    const body = encode(JSON.stringify(webhookBody([...victims.map((victim) => message(victim)), message(attacker)])));
    const door = await ownDoor(env, "whatsapp", attacker.integrationId, Date.now());
    const signature = await metaSignature(body, attacker.appSecret ?? "");
    await receiveWebhook(
      { env, door, body, signature, requestId: "req_test", now: Date.now(), waitUntil: () => undefined },
      steps,
    );
    const reached = await Promise.all(victims.map(async (victim) => (await messagesOf(victim.tenantId)).length));
    return {
      reached,
      own: (await messagesOf(attacker.tenantId)).length,
      strays: await Promise.all(victims.map(({ phoneNumberId }) => quarantined(phoneNumberId))),
    };
  }

  it("reaches nobody else, whomever its webhooks name", async () => {
    const { reached, own, strays } = await attack(STEPS);
    expect(reached).toEqual([0, 0, 0]);
    expect(own).toBe(1);
    for (const rows of strays) expect(rows).toMatchObject([{ reason: "this id has another door", items: 1 }]);
  });

  it("would reach them were doors not told apart: the test above can fail", async () => {
    const { reached } = await attack({
      ...STEPS,
      route: (_door, parsed, owners) =>
        STEPS.route(
          { owner: undefined },
          parsed,
          new Map([...owners].map(([key, row]) => [key, { ...row, ownApp: false }])),
        ),
    });
    expect(reached).not.toEqual([0, 0, 0]);
  });

  it("is not reached by the platform's door", async () => {
    const line = await connectLine(world, { agency, ownApp: true });
    expect((await post(webhookBody([message(line)]))).status).toBe(200);
    expect(await messagesOf(line.tenantId)).toEqual([]);
    expect(await quarantined(line.phoneNumberId)).toMatchObject([
      { door: "platform", reason: "this id has another door" },
    ]);
    expect(
      (await post(webhookBody([message(line)]), { path: `/${line.integrationId}`, secret: line.appSecret ?? "" }))
        .status,
    ).toBe(200);
    expect(await messagesOf(line.tenantId)).toHaveLength(1);
  });
});
