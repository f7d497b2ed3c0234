import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Channel, CHANNEL_RULES, CHANNELS } from "../schema/channels.ts";
import { InboundEvent } from "../schema/inbound/event.ts";
import { manifestOf } from "./catalog.ts";
import { channelHandlersOf } from "./handlers.ts";
import { GRAPH_TIMEOUT_MS } from "./meta/graph.ts";
import type { ChannelHandlers, Credentials, Outgoing, ProviderFetch } from "./module.ts";

/** What differs between channels, so that the rules below need not: every channel is held to all of them. */
interface Case {
  credentials: Credentials;
  to: Outgoing["to"];
  /** Ids by which the provider delivers to this install. */
  claims: string[];
  /** The provider's answer to a send it took, and the id in it. */
  taken: { body: unknown; id: string };
  /** Answers of a working set-up, by path without its version. */
  setUp: (path: string) => unknown;
  /** A body with one text of a customer. */
  inbound: unknown;
}

const TOKEN = "EAAG-secret-token";
const CASES: Record<Channel, Case> = {
  whatsapp: {
    credentials: { phoneNumberId: "510600700800901", businessAccountId: "410200300400501", accessToken: TOKEN },
    to: [{ kind: "whatsapp", value: "447700900417" }],
    claims: ["510600700800901", "410200300400501"],
    taken: { body: { messages: [{ id: "wamid.1" }] }, id: "wamid.1" },
    setUp: (path) =>
      path.includes("phone_numbers")
        ? { data: [{ id: "510600700800901" }] }
        : path.includes("subscribed_apps")
          ? { success: true }
          : { id: "510600700800901" },
    inbound: {
      object: "whatsapp_business_account",
      entry: [
        {
          id: "410200300400501",
          changes: [
            {
              field: "messages",
              value: {
                metadata: { phone_number_id: "510600700800901" },
                messages: [
                  { id: "wamid.in", from: "447700900417", timestamp: "1795082400", type: "text", text: { body: "Hi" } },
                ],
              },
            },
          ],
        },
      ],
    },
  },
  instagram: {
    credentials: { instagramAccountId: "17841460012345671", accessToken: TOKEN },
    to: [{ kind: "instagram", value: "6120047731905528" }],
    claims: ["17841460012345671"],
    taken: { body: { recipient_id: "6120047731905528", message_id: "aWdf.1" }, id: "aWdf.1" },
    setUp: (path) =>
      path.includes("subscribed_apps") ? { success: true } : { user_id: "17841460012345671", username: "casa.lumen" },
    inbound: {
      object: "instagram",
      entry: [
        {
          id: "17841460012345671",
          time: 1_795_082_400_613,
          messaging: [
            {
              sender: { id: "6120047731905528" },
              recipient: { id: "17841460012345671" },
              timestamp: 1_795_082_400_000,
              message: { mid: "aWdf.in", text: "Hi" },
            },
          ],
        },
      ],
    },
  },
};

const RECEIVED_AT = Date.parse("2026-11-20T08:00:00Z");
beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

it("has a case, rules, a manifest and handlers for every channel", () => {
  expect(Object.keys(CASES)).toEqual([...CHANNELS]);
  for (const channel of CHANNELS) {
    expect(manifestOf(channel)?.category).toBe("channels");
    expect(CHANNEL_RULES[channel].name).toBe(manifestOf(channel)?.name);
    expect(handlersFor(channel).apis[0]?.variable).toBe("META_GRAPH_URL");
  }
});

it.each(CHANNELS)(
  "%s has templates where its rules say so, and fails one for good where it has none",
  async (channel) => {
    const { listTemplates, send } = handlersFor(channel);
    const has = CHANNEL_RULES[channel].templates !== null;
    expect(listTemplates !== undefined).toBe(has);
    const { credentials, taken, to } = CASES[channel];
    const values = { header: [], body: [{ text: "Noor" }], buttons: [] };
    const content: Outgoing["content"] = {
      kind: "template",
      template: { name: "a", language: "en", buttons: [], values },
    };
    const outcome = await send({ echoId: "msg_1", to, content, attempt: 1 }, credentials, async () =>
      Response.json(taken.body),
    );
    expect(outcome.kind).toBe(has ? "sent" : "failed");
  },
);

describe.each(CHANNELS)("%s sends and", (channel) => {
  const { credentials, to, taken } = CASES[channel];
  const handlers = handlersFor(channel);
  const message: Outgoing = { echoId: "msg_1", to, content: { kind: "text", text: "It is ready" }, attempt: 1 };
  const send = (answer: () => Response | Promise<Response>, given: Partial<Outgoing> = {}) =>
    handlers.send({ ...message, ...given }, credentials, () => Promise.resolve().then(answer));
  const refuse = (code: number, status: number) => () =>
    Response.json({ error: { code, message: `No, ${TOKEN}` } }, { status });
  const page = (status: number) => () => new Response("<html>", { status });

  it.each([
    ["that it was taken", () => Response.json(taken.body), "sent"],
    ["nothing when no id came back", () => Response.json({ ok: true }), "unknown"],
    ["nothing when a gateway fails", page(502), "unknown"],
    [
      "nothing when the connection breaks",
      () => {
        throw new TypeError("broken");
      },
      "unknown",
    ],
    ["that a wrong address failed", page(404), "failed"],
    ["that a redirect failed", page(302), "failed"],
    ["that it may be tried again when there are too many calls", refuse(4, 400), "retry"],
    ["that it may be tried again when a gateway has had enough", page(429), "retry"],
    ["that a dead token failed", refuse(190, 401), "failed"],
    ["that an unknown refusal failed", refuse(987_654, 400), "failed"],
  ] as const)("knows %s", async (_what, answer, kind) => {
    const outcome = await send(answer);
    expect(outcome).toMatchObject(kind === "sent" ? { kind, externalId: taken.id } : { kind });
    expect(JSON.stringify(outcome)).not.toContain(TOKEN);
  });

  it("gives up on an answer that does not come", async () => {
    const outcome = send(() => new Promise<Response>(() => undefined));
    await vi.advanceTimersByTimeAsync(GRAPH_TIMEOUT_MS);
    expect(await outcome).toMatchObject({ kind: "unknown", error: { code: "timeout" } });
  });

  it("asks nobody for nobody, nor without credentials", async () => {
    const provider = vi.fn<ProviderFetch>();
    const nobody = { ...message, to: [{ kind: "email", value: "a@b" }] };
    expect(await handlers.send(nobody, credentials, provider)).toMatchObject({ kind: "failed" });
    expect(await handlers.send(message, {}, provider)).toMatchObject({ kind: "failed" });
    expect(provider).not.toHaveBeenCalled();
  });

  it("carries the token in its header alone, and nowhere a redirect leads", async () => {
    const provider = vi.fn<ProviderFetch>(async () => Response.json(taken.body));
    const contents: Outgoing["content"][] = [
      message.content,
      { kind: "reaction", targetExternalId: "m", emoji: "👍" },
      { kind: "reaction", targetExternalId: "m", emoji: null },
    ];
    for (const content of contents) await handlers.send({ ...message, content }, credentials, provider);
    expect(provider.mock.calls.length).toBeGreaterThanOrEqual(contents.length);
    for (const [path, init] of provider.mock.calls) {
      expect(path).toMatch(/^\/v\d+\.\d+\//);
      expect(path).not.toContain(TOKEN);
      expect(init?.redirect).toBe("manual");
      expect(new Headers(init?.headers).get("authorization")).toBe(`Bearer ${TOKEN}`);
    }
  });

  it("keeps to a pace", () => {
    for (const pace of Object.values(handlers.pace)) {
      expect(pace.burst).toBeGreaterThanOrEqual(1);
      expect(pace.perSecond).toBeGreaterThan(0);
    }
  });
});

describe.each(CHANNELS)("%s verifies and", (channel) => {
  const { credentials, claims, setUp } = CASES[channel];
  const { verify } = handlersFor(channel);

  it("proves the ids that route its messages, and no others", async () => {
    const { health, proven } = await verify(credentials, async (path) => Response.json(setUp(path)), RECEIVED_AT);
    expect(health).toEqual({ ok: true, checkedAt: new Date(RECEIVED_AT).toISOString() });
    expect(proven.map(({ outsideId }) => outsideId)).toEqual(claims);
    // Just the values its manifest says route messages, each of the kind it says: those are never shared between accounts.
    const routing = (manifestOf(channel)?.requirements ?? []).flatMap((one) =>
      one.kind === "text" && one.routes ? [{ kind: one.routes, outsideId: credentials[one.name] }] : [],
    );
    expect(proven).toEqual(routing);
  });

  it.each([
    [
      "credentials",
      "a token that is refused",
      async () => Response.json({ error: { code: 190, message: TOKEN } }, { status: 401 }),
    ],
    ["not_found or configuration", "an answer for someone else", async () => Response.json({ id: "1", user_id: "1" })],
    ["provider_down", "a page", async () => new Response("<html>", { status: 200 })],
    ["rate_limited", "a gateway that has had enough", async () => new Response("<html>", { status: 429 })],
    [
      "rate_limited",
      "too many calls",
      async () => Response.json({ error: { code: 4, message: "No" } }, { status: 400 }),
    ],
    [
      "expired",
      "a token that has run out",
      async () => Response.json({ error: { code: 190, error_subcode: 463 } }, { status: 400 }),
    ],
    [
      "permission",
      "a permission that is missing",
      async () => Response.json({ error: { code: 10, message: "No" } }, { status: 403 }),
    ],
    [
      "blocked",
      "an account that is blocked",
      async () => Response.json({ error: { code: 368, message: "No" } }, { status: 400 }),
    ],
    [
      "provider_down",
      "a fault of Meta's",
      async () => Response.json({ error: { code: 98_765, message: "No" } }, { status: 500 }),
    ],
    ["network", "silence", () => Promise.reject(new TypeError("broken"))],
  ])("finds %s with %s: proves nothing, and says what to do", async (cause, _what, provider) => {
    const found = await verify(credentials, provider, RECEIVED_AT);
    expect(found).toMatchObject({ health: { ok: false }, proven: [] });
    expect(cause.split(" or ")).toContain(found.health.cause);
    expect(found.health.reason?.length).toBeGreaterThan(10);
    expect(found.health.fix?.length).toBeGreaterThan(10);
    expect(JSON.stringify(found)).not.toContain(TOKEN);
  });
});

describe.each(CHANNELS)("%s reads and", (channel) => {
  const { inbound, claims } = CASES[channel];
  const { parseWebhook } = handlersFor(channel);

  it("routes a customer's text by one of the ids it claims, in the common language", () => {
    const { groups, unreadable } = parseWebhook(inbound, RECEIVED_AT);
    expect(unreadable).toEqual([]);
    expect(claims).toContain(groups[0]?.route.outsideId);
    const events = groups.flatMap((group) => group.events);
    expect(events).toHaveLength(1);
    expect(InboundEvent.parse({ ...events[0], integrationId: "int_1" })).toMatchObject({
      kind: "message",
      channel,
      direction: "in",
      text: "Hi",
      at: 1_795_082_400_000,
    });
  });

  it("answers anything at all without throwing, and what JSON can hold", () => {
    for (const body of hostile(inbound)) {
      const parsed = parseWebhook(body, RECEIVED_AT);
      const events = parsed.groups.flatMap((group) => group.events);
      const kinds = events.map((event) => InboundEvent.parse({ ...event, integrationId: "int_1" }).kind);
      expect(kinds).toHaveLength(events.length);
      expect(() => JSON.stringify(parsed)).not.toThrow();
    }
  });
});

/** The body with each of its values, one at a time, replaced by what nobody expects there. */
function hostile(body: unknown): unknown[] {
  const strange: unknown[] = [
    null,
    7,
    "",
    "x".repeat(100_000),
    [],
    {},
    [[[]]],
    { __proto__: null, constructor: 1 },
    true,
    -1,
    Number.MAX_VALUE,
  ];
  const paths = pathsOf(body);
  return [
    null,
    [],
    "x",
    7,
    ...paths.flatMap((path) => strange.map((value) => replaced(body, path, value))),
    JSON.parse(`${"[".repeat(5_000)}${"]".repeat(5_000)}`) as unknown,
  ];
}

function pathsOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === key ? replaced(item, rest, by) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

function handlersFor(channel: Channel): ChannelHandlers {
  const handlers = channelHandlersOf(channel);
  if (handlers === undefined) throw new Error(`no handlers for ${channel}`);
  return handlers;
}
