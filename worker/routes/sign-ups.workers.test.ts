import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { signInGuard } from "../../durable-objects/stubs.ts";
import type { BegunSignUp, CompletedSignUp } from "../../schema/contracts/sign-ups.ts";
import type { SlugAvailability } from "../../schema/contracts/tenants.ts";
import { newId } from "../../schema/ids.ts";
import { SIGN_UP_TRIES } from "../directory/sign-ups.ts";
import { letterTo } from "../mail/letter-to.test-kit.ts";
import { call, type Cast, codeOf, makeCast, ORIGIN, PASSWORD } from "../security/cast.test-kit.ts";
import { prepared } from "../world.test-kit.ts";
import { LINKS_PER_ADDRESS, LINKS_PER_NETWORK } from "../services/links/admit-mail.ts";
import { SLUG_QUESTIONS_PER_NETWORK } from "../services/sign-up/admit.ts";
import { SIGN_UP_MS } from "../services/sign-up/begin.ts";
import { FIRST_KEY_SCOPES } from "../services/sign-up/complete.ts";

vi.setConfig({ testTimeout: 60_000 });

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
beforeEach(() => void vi.useRealTimers());

const address = () => `${newId("user")}@example.test`;
const aSlug = () => `slug-${newId("tenant").slice(-20)}`;
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  call(`/api/sign-ups${path}`, { method: "POST", body, headers });
const begin = (email: string, more: object = {}, headers: Record<string, string> = {}) =>
  post("", { name: "Ana Prado", email, password: "tomatoes are fruit", ...more }, headers);
const verify = (signUp: string, code: string) => post("/verification", { signUp, code });
const complete = (signUp: string, more: object = {}) =>
  post("/completion", { signUp, company: "Prado Studio", slug: aSlug(), ...more });
const messageOf = async (answer: Response) =>
  (await answer.json<{ errors: { message: string; field?: string }[] }>()).errors[0];

async function begun(email: string): Promise<string> {
  const answer = await begin(email);
  expect(answer.status, await answer.clone().text()).toBe(202);
  return (await answer.json<BegunSignUp>()).signUp;
}
async function codeTo(email: string): Promise<string> {
  return /^\d{4} \d{4}$/m.exec((await letterTo(email, "sign_up_code")).text)?.[0] ?? "";
}
async function proved(email: string): Promise<string> {
  const signUp = await begun(email);
  expect((await verify(signUp, await codeTo(email))).status).toBe(200);
  return signUp;
}
/** A code that is not this one. */
const wrongFor = (code: string) => (code === "0000 0000" ? "11111111" : "00000000");
const auditOf = async (tenant: string) =>
  (
    await prepared("SELECT actor_name AS who, action, after FROM audit WHERE tenant_id = ? ORDER BY seq")
      .bind(tenant)
      .all<{ who: string; action: string; after: string }>()
  ).results;

describe("a start", () => {
  test("ends in an agency of one's own, signed in, with a key that works", async () => {
    const email = address();
    const slug = aSlug();
    const signUp = await proved(email);
    const answer = await complete(signUp, { slug, plan: "professional" });
    expect(answer.status, await answer.clone().text()).toBe(201);
    const done = await answer.json<CompletedSignUp>();
    expect(done.tenant).toMatchObject({
      type: "agency",
      parent: cast.tenants.platform.id,
      name: "Prado Studio",
      slug,
      status: "trial",
      plan: "professional",
    });
    expect(done.user).toMatchObject({ email, name: "Ana Prado" });

    const cookie = /__Host-trellis=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
    const me = await (await call("/api/users/me", { cookie })).json<{ tenants: object[] }>();
    expect(me.tenants).toMatchObject([{ id: done.tenant.id, role: "agency_admin" }]);
    const profile = await call("/api/users/profile", { token: done.token });
    expect(await profile.json()).toMatchObject({ email, emailVerified: true });
    expect(
      (await call("/api/users/login", { method: "POST", body: { email, password: "tomatoes are fruit" } })).status,
    ).toBe(200);

    const { key, doc } = done.apiKey;
    const client = await call("/api/tenants", {
      method: "POST",
      token: key,
      body: { type: "subaccount", name: "Corner Bakery", slug: aSlug() },
    });
    expect(client.status, await client.clone().text()).toBe(201);
    expect(doc).toMatchObject({ name: "Quick start", scopes: [...FIRST_KEY_SCOPES], state: "active" });
    const keys = await (await call("/api/keys", { token: done.token })).json<{ docs: object[] }>();
    expect(keys.docs).toMatchObject([{ id: doc.id }]);
    expect(JSON.stringify(keys)).not.toContain(key);

    const trail = await auditOf(done.tenant.id);
    expect(trail[0]).toMatchObject({ who: "Ana Prado", action: "tenant.started" });
    expect(trail[0]?.after).toContain(email);
    expect(trail[0]?.after).not.toContain(key);
    const above = (await auditOf(cast.tenants.platform.id)).filter(({ after }) => after?.includes(done.tenant.id));
    expect(above).toMatchObject([{ who: "Ana Prado", action: "tenant.started" }]);
    expect(await prepared("SELECT count(*) AS n FROM sign_ups WHERE email = ?").bind(email).first("n")).toBe(0);
  });

  test("is one agency, however often its last step is sent at the same moment", async () => {
    const email = address();
    const signUp = await proved(email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => complete(signUp)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(["link_over", "conflict", "unavailable"]).toContain(await codeOf(answer));
    const owned = "SELECT count(*) AS n FROM grants g JOIN users u ON u.id = g.user_id WHERE u.email = ?";
    expect(await prepared(owned).bind(email).first("n")).toBe(1);
  });

  test("loses a slug to one of those who want it at the same moment, and goes on with another", async () => {
    const slug = aSlug();
    const signUps = await Promise.all(Array.from({ length: 3 }, () => proved(address())));
    const answers = await Promise.all(signUps.map((signUp) => complete(signUp, { slug })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const lost = answers.findIndex(({ status }) => status === 409);
    expect(await messageOf(answers[lost] as Response)).toMatchObject({ field: "slug" });
    expect((await complete(signUps[lost] as string)).status).toBe(201);
  });

  test("takes no slug that is kept back, and no end that is not its own", async () => {
    const signUp = await proved(address());
    for (const [more, field] of [
      [{ slug: "admin" }, "slug"],
      [{ slug: "-x" }, "slug"],
      [{ company: " " }, "company"],
      [{ plan: "free" }, "plan"],
    ] as const)
      expect(await messageOf(await complete(signUp, more))).toMatchObject({ field });
    expect(await codeOf(await complete("no-such-sign-up-at-all"))).toBe("link_over");
    expect((await complete(signUp)).status).toBe(201);
  });

  test("is refused at an account's own address, and offered at none", async () => {
    const at = `https://${cast.tenants.north.slug}.localhost`;
    expect(await (await call("/api/health", { at })).json()).toMatchObject({ signUp: false });
    const body = { name: "Ana", email: address(), password: "tomatoes are fruit" };
    const refused = await call("/api/sign-ups", { method: "POST", at, body });
    expect([refused.status, await codeOf(refused)]).toEqual([403, "forbidden"]);
  });

  test("is refused where the installation opens accounts itself", async () => {
    const { TRELLIS_SIGN_UP } = env;
    const signUp = await proved(address());
    env.TRELLIS_SIGN_UP = "0";
    try {
      expect((await begin(address())).status).toBe(403);
      expect((await complete(signUp)).status).toBe(403);
      expect(await (await call("/api/health")).json()).toMatchObject({ signUp: false });
    } finally {
      if (TRELLIS_SIGN_UP === undefined) delete env.TRELLIS_SIGN_UP;
      else env.TRELLIS_SIGN_UP = TRELLIS_SIGN_UP;
    }
    expect(await (await call("/api/health")).json()).toMatchObject({ signUp: true });
  });
});

describe("the address", () => {
  test("is proved by its code, which may be sent again, and by no other", async () => {
    const [email, other] = [address(), address()];
    const [signUp, others] = [await begun(email), await begun(other)];
    const code = await codeTo(email);
    expect(await codeOf(await complete(signUp))).toBe("link_over");
    const wrong = await verify(others, code);
    expect([wrong.status, await messageOf(wrong)]).toMatchObject([401, { field: "code" }]);
    expect((await verify(signUp, code.replace(" ", ""))).status).toBe(200);
    expect((await verify(signUp, `${code.replace(" ", "-")} `)).status).toBe(200);
    for (const typed of ["1234567", "abcdefgh", ""]) expect((await verify(signUp, typed)).status).toBe(400);
  });

  test("takes so many codes and no more, sent one after another or at once", async () => {
    const email = address();
    const signUp = await begun(email);
    const code = await codeTo(email);
    const wrong = await Promise.all(Array.from({ length: 20 }, () => verify(signUp, wrongFor(code))));
    const codes = await Promise.all(wrong.map(codeOf));
    expect(codes.filter((one) => one === "wrong_code")).toHaveLength(SIGN_UP_TRIES);
    expect(codes.filter((one) => one === "link_over")).toHaveLength(20 - SIGN_UP_TRIES);
    expect(await codeOf(await verify(signUp, code))).toBe("link_over");
  });

  test("that somebody has already is answered the same; only its mailbox is told", async () => {
    const { email } = cast.people.agency_admin;
    const [known, unknown] = [await begin(email), await begin(address())];
    expect(known.status).toBe(unknown.status);
    const shape = async (answer: Response) => {
      const body = await answer.json<BegunSignUp>();
      return { ...body, signUp: body.signUp.length, expiresAt: body.expiresAt.length };
    };
    const body = await known.clone().json<BegunSignUp>();
    expect(await shape(known)).toEqual(await shape(unknown));
    const letter = await letterTo(email, "sign_up_known");
    expect(letter.text).toContain(`${ORIGIN}/sign-in?email=`);
    expect(letter.text).not.toMatch(/\d{4} \d{4}/);
    expect(await codeOf(await verify(body.signUp, "00000000"))).toBe("wrong_code");
  });

  test("is one person's: of two starts with it the later one ends", async () => {
    const email = address();
    const first = await begun(email);
    const firstCode = await codeTo(email);
    const second = await proved(email);
    expect((await verify(first, firstCode)).status).toBe(200);
    expect((await complete(second)).status).toBe(201);
    const late = await complete(first);
    expect([late.status, await messageOf(late)]).toMatchObject([409, { message: expect.stringContaining(email) }]);
  });

  test("counts for a day", async () => {
    const email = address();
    const signUp = await proved(email);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + SIGN_UP_MS + 1 });
    expect(await codeOf(await complete(signUp))).toBe("link_over");
    expect(await codeOf(await verify(signUp, await codeTo(email)))).toBe("link_over");
  });

  test("is mailed so often, and a network asks so often", async () => {
    const email = address();
    const ip = "203.0.113.77";
    const all = (name: string, most: number) =>
      Promise.all(Array.from({ length: most - 1 }, () => signInGuard(env, name).admit(most)));
    await all(`mail:${email}`, LINKS_PER_ADDRESS);
    expect([(await begin(email)).status, (await begin(email)).status]).toEqual([202, 429]);
    await all(`mail-from:${ip}`, LINKS_PER_NETWORK);
    const fromThere = () => begin(address(), {}, { "cf-connecting-ip": ip });
    expect((await fromThere()).status).toBe(202);
    const refused = await fromThere();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("needs a name, and a password that is hard to guess", async () => {
    for (const [more, field] of [
      [{ name: "" }, "name"],
      [{ email: "nobody" }, "email"],
      [{ password: "short" }, "password"],
      [{ password: "ana prado 1234" }, "password"],
    ] as const)
      expect(await messageOf(await begin(address(), more))).toMatchObject({ field });
  });
});

describe("whether an address of an account can be had", () => {
  const ask = async (slug: string, headers: Record<string, string> = {}) => call(`/api/slugs/${slug}`, { headers });
  const told = async (slug: string) => (await ask(slug)).json<SlugAvailability>();

  test("is told to strangers too, with others like it that can be had", async () => {
    const { slug } = cast.tenants.north;
    const free = aSlug();
    const there = { available: true, address: `https://${free}.localhost`, suggestions: [] };
    expect(await told(free)).toEqual({ slug: free, ...there });
    const { available, suggestions } = await told(slug);
    expect([available, suggestions.length]).toEqual([false, 3]);
    const taken = suggestions[0] as string;
    expect((await complete(await proved(address()), { slug: taken })).status).toBe(201);
    const now = await told(slug);
    expect(now.suggestions).toHaveLength(3);
    expect(now.suggestions).not.toContain(taken);
    for (const one of now.suggestions) expect(await told(one)).toMatchObject({ available: true });
    for (const no of ["admin", "x", "-no-"])
      expect(await told(no)).toMatchObject({ available: false, suggestions: [] });
  });

  test("is told to a network of strangers so often; to those who are signed in always", async () => {
    const from = { "cf-connecting-ip": "203.0.113.78" };
    const guard = signInGuard(env, "slugs-from:203.0.113.78");
    await Promise.all(
      Array.from({ length: SLUG_QUESTIONS_PER_NETWORK - 1 }, () => guard.admit(SLUG_QUESTIONS_PER_NETWORK)),
    );
    expect([(await ask("free-one", from)).status, (await ask("free-one", from)).status]).toEqual([200, 429]);
    const { token } = cast.people.agency_admin;
    expect((await call("/api/slugs/free-one", { token, headers: from })).status).toBe(200);
  });
});

test("nothing of it is kept in the clear", async () => {
  const email = address();
  const signUp = await begun(email);
  const row = await prepared("SELECT * FROM sign_ups WHERE email = ?").bind(email).first();
  const kept = JSON.stringify(row);
  for (const secret of [signUp, (await codeTo(email)).replace(" ", ""), PASSWORD, "tomatoes"])
    expect(kept).not.toContain(secret);
});
