import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Invitation } from "../../schema/contracts/invitations.ts";
import { newId } from "../../schema/ids.ts";
import { call, type Cast, codeOf, makeCast, ORIGIN, PASSWORD, type Person, signIn } from "../security/cast.test-kit.ts";
import { signInGuard } from "../../durable-objects/stubs.ts";
import { LINKS_PER_AGENCY } from "../services/links/admit-mail.ts";
import { letterTo } from "../mail/letter-to.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

let cast: Cast;
let admin: Person;
let alder: string;
beforeAll(async () => {
  cast = await makeCast();
  admin = cast.people.subaccount_admin;
  alder = cast.tenants.alder.id;
});
beforeEach(() => void vi.useRealTimers());

const address = () => `${newId("user")}@example.test`;
const invite = (body: object, by: Person = admin, tenant = alder) =>
  call("/api/invitations", { method: "POST", token: by.token, tenant, body });
async function invited(body: { email: string; [key: string]: unknown }, by?: Person, tenant?: string) {
  const answer = await invite(body, by, tenant);
  expect(answer.status, await answer.clone().text()).toBe(201);
  const { doc } = await answer.json<{ doc: Invitation }>();
  return { doc, token: await tokenTo(body.email) };
}
async function tokenTo(email: string): Promise<string> {
  return /\/invitations\/([\w-]+)/.exec((await letterTo(email)).text)?.[1] ?? "";
}
const accept = (body: object, who: { token?: string; cookie?: string; origin?: string } = {}) =>
  call("/api/invitations/accept", { method: "POST", body, ...who });
const preview = (token: string) => call("/api/invitations/preview", { method: "POST", body: { token } });
const grantsOf = async (email: string) =>
  (
    await env.DB.prepare(
      "SELECT g.tenant_id AS tenant, g.role, g.assigned_only AS assignedOnly FROM grants g JOIN users u ON u.id = g.user_id WHERE u.email = ? ORDER BY g.created_at",
    )
      .bind(email)
      .all()
  ).results;

describe("a new person", () => {
  test("sees what is offered, chooses name and password, and is signed in on the team with what was offered", async () => {
    const email = address();
    const { token } = await invited({ email, role: "subaccount_member", assignedOnly: true });
    expect((await letterTo(email)).text).toContain(`${ORIGIN}/invitations/`);
    expect(await (await preview(token)).json()).toEqual({
      account: { name: cast.tenants.alder.name, type: "subaccount" },
      email,
      role: "Account member",
      invitedBy: "Account admin",
      expiresAt: expect.any(String),
      known: false,
    });
    const answer = await accept({ token, name: "Ana Prado", password: "tomatoes are fruit" });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ message: expect.any(String), tenant: alder });
    const cookie = /__Host-trellis=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
    const me = await (await call("/api/users/me", { cookie })).json<{ user: object }>();
    expect(me.user).toMatchObject({ email, name: "Ana Prado", homeTenant: alder });
    expect(await grantsOf(email)).toEqual([{ tenant: alder, role: "subaccount_member", assignedOnly: 1 }]);
    const signedIn = await call("/api/users/login", {
      method: "POST",
      body: { email, password: "tomatoes are fruit" },
    });
    expect(signedIn.status).toBe(200);
    const trail = await env.DB.prepare(
      "SELECT actor_name AS who, after FROM audit WHERE tenant_id = ? AND action = 'invitation.accepted' ORDER BY seq DESC LIMIT 1",
    )
      .bind(alder)
      .first<{ who: string; after: string }>();
    expect(trail?.who).toBe("Ana Prado");
    expect(JSON.parse(trail?.after ?? "")).toMatchObject({ email, newPerson: true });
  });

  test("needs a name and a password that is hard to guess", async () => {
    const { token } = await invited({ email: address() });
    for (const [body, field] of [
      [{}, "name"],
      [{ name: "Ana" }, "password"],
      [{ name: "Ana", password: "short" }, "password"],
      [{ name: "Ana", password: "password12345" }, "password"],
      [{ name: "  ", password: "tomatoes are fruit" }, "name"],
    ] as const) {
      const refused = await accept({ token, ...body });
      expect([refused.status, (await refused.json<{ errors: { field: string }[] }>()).errors[0]?.field]).toEqual([
        400,
        field,
      ]);
    }
    expect((await accept({ token, name: "Ana", password: "tomatoes are fruit" })).status).toBe(200);
  });

  test("cannot be signed in by a page elsewhere", async () => {
    const { token } = await invited({ email: address() });
    const body = { token, name: "Ana", password: "tomatoes are fruit" };
    const refused = await accept(body, { origin: "https://evil.test" });
    expect([refused.status, await codeOf(refused)]).toEqual([403, "bad_origin"]);
    expect((await accept(body, { origin: ORIGIN })).status).toBe(200);
  });
});

describe("a known person", () => {
  test("accepts with their session, and keeps home and password", async () => {
    const { cedarAdmin } = cast.people;
    const { token } = await invited({ email: cedarAdmin.email, role: "subaccount_viewer" });
    expect((await (await preview(token)).json<{ known: boolean }>()).known).toBe(true);
    expect(await codeOf(await accept({ token, name: "Other", password: "tomatoes are fruit" }))).toBe(
      "unauthenticated",
    );
    expect((await accept({ token }, { token: cedarAdmin.token })).status).toBe(200);
    const me = await (await call("/api/users/me", { token: cedarAdmin.token })).json<{ tenants: { id: string }[] }>();
    expect(me.tenants.map(({ id }) => id)).toContain(alder);
    const body = { email: cedarAdmin.email, password: PASSWORD };
    expect((await call("/api/users/login", { method: "POST", body })).status).toBe(200);
    expect(await codeOf(await invite({ email: cedarAdmin.email }))).toBe("conflict");
  });

  test("is told when signed in as somebody else, whose session stays theirs", async () => {
    const email = address();
    const { token } = await invited({ email });
    const other = cast.people.agency_member;
    const refused = await accept({ token, name: "Ana", password: "tomatoes are fruit" }, { token: other.token });
    expect(refused.status).toBe(409);
    expect((await refused.json<{ errors: { message: string }[] }>()).errors[0]?.message).toContain(other.email);
    expect(await grantsOf(email)).toEqual([]);
  });

  test("of fifty acceptances at one moment, one counts", async () => {
    const { southAdmin } = cast.people;
    const { token } = await invited({ email: southAdmin.email });
    const answers = await Promise.all(Array.from({ length: 50 }, () => accept({ token }, { token: southAdmin.token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(["link_over", "conflict"]).toContain(await codeOf(answer));
    expect((await grantsOf(southAdmin.email)).filter(({ tenant }) => tenant === alder)).toHaveLength(1);
  });

  test("of eight people made at one moment from one link, one is there", async () => {
    const email = address();
    const { token } = await invited({ email });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => accept({ token, name: `Ana ${i}`, password: `tomatoes are fruit ${i}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ headers }) => headers.has("set-cookie"))).toHaveLength(1);
    expect(await grantsOf(email)).toHaveLength(1);
  });
});

describe("what can be offered", () => {
  test("is never above the inviter's own rights, and of the account's own tier", async () => {
    const { north, platform } = cast.tenants;
    const { agency_admin: owner } = cast.people;
    expect(await codeOf(await invite({ email: address(), role: "agency_admin" }))).toBe("invalid");
    expect((await invite({ email: address(), role: "subaccount_admin" })).status).toBe(201);
    expect((await invite({ email: address(), role: "agency_admin" }, owner, north.id)).status).toBe(201);
    expect((await invite({ email: address() }, owner, platform.id)).status).toBe(404);
    // Somebody who may manage people and little else.
    const role = await customRole(alder, ["viewLeads", "viewSettings", "manageUsers"]);
    await env.DB.prepare(
      "UPDATE grants SET custom_role_tenant_id = ?, custom_role_id = ? WHERE user_id = ? AND tenant_id = ?",
    )
      .bind(alder, role, cast.people.subaccount_member.id, alder)
      .run();
    const little = { ...cast.people.subaccount_member, token: await signIn(cast.people.subaccount_member) };
    expect(await codeOf(await invite({ email: address(), role: "subaccount_member" }, little))).toBe("forbidden");
    expect((await invite({ email: address(), customRole: role }, little)).status).toBe(201);
    expect((await invite({ email: address(), role: "subaccount_viewer" }, little)).status).toBe(201);
  });

  test("lets nobody see more than the inviter does, who sees only what is assigned to them", async () => {
    const { id } = cast.people.subaccount_admin;
    const [before, given] = [
      await invited({ email: address(), assignedOnly: false }),
      await invited({ email: address(), assignedOnly: true }),
    ];
    const see = (only: 0 | 1) =>
      env.DB.prepare("UPDATE grants SET assigned_only = ? WHERE user_id = ?").bind(only, id).run();
    await see(1);
    const narrow = { ...admin, token: await signIn(admin) };
    expect(await codeOf(await invite({ email: address() }, narrow))).toBe("forbidden");
    expect((await invite({ email: address(), assignedOnly: true }, narrow)).status).toBe(201);
    expect([(await preview(before.token)).status, (await preview(given.token)).status]).toEqual([410, 200]);
    await see(0);
  });

  test("may be a custom role of this account, never one of another's", async () => {
    const email = address();
    const [own, foreign] = [
      await customRole(alder, ["viewLeads"]),
      await customRole(cast.tenants.cedar.id, ["viewLeads"]),
    ];
    expect(await codeOf(await invite({ email, customRole: foreign }))).toBe("invalid");
    expect(await codeOf(await invite({ email, customRole: newId("role") }))).toBe("invalid");
    const { doc, token } = await invited({ email, customRole: own });
    expect(doc.customRole).toEqual({ id: own, name: "Sample role" });
    expect((await (await preview(token)).json<{ role: string }>()).role).toBe("Sample role");
    await accept({ token, name: "Ana", password: "tomatoes are fruit" });
    const granted = await env.DB.prepare(
      "SELECT g.custom_role_id AS id FROM grants g JOIN users u ON u.id = g.user_id WHERE u.email = ?",
    )
      .bind(email)
      .first<string>("id");
    expect(granted).toBe(own);
  });

  test("ends with the right of whoever offered it", async () => {
    const giver = cast.people.agency_admin;
    const { token } = await invited({ email: address(), role: "subaccount_admin" }, giver);
    expect((await preview(token)).status).toBe(200);
    await env.DB.prepare("UPDATE grants SET role = 'agency_member' WHERE user_id = ?").bind(giver.id).run();
    expect([
      (await preview(token)).status,
      await codeOf(await accept({ token, name: "A", password: "tomatoes are fruit" })),
    ]).toEqual([410, "link_over"]);
    await env.DB.prepare("UPDATE grants SET role = 'agency_admin' WHERE user_id = ?").bind(giver.id).run();
  });

  test("is nobody's through a suspended account", async () => {
    const { token } = await invited({ email: address() });
    const suspend = (status: string) =>
      env.DB.prepare("UPDATE tenants SET status = ? WHERE id = ?").bind(status, alder).run();
    await suspend("suspended");
    expect(await codeOf(await accept({ token, name: "Ana", password: "tomatoes are fruit" }))).toBe("suspended");
    await suspend("active");
  });
});

describe("a link", () => {
  test("is nowhere but in the mail: neither in the answer, the list nor a row", async () => {
    const email = address();
    const { token } = await invited({ email });
    const answers = [await (await call("/api/invitations", { token: admin.token, tenant: alder })).text()];
    const tables = ["invitations", "audit"].map((name) => env.DB.prepare(`SELECT * FROM ${name} /* test */`).all());
    const rows = JSON.stringify(await Promise.all(tables));
    expect(token.length).toBeGreaterThanOrEqual(32);
    for (const text of [...answers, rows]) expect(text).not.toContain(token);
    expect(answers[0]).toContain(email);
    expect(answers[0]).not.toContain("tokenHash");
  });

  test("works for a week, and the address can then be invited anew", async () => {
    const email = address();
    const { token } = await invited({ email });
    expect(await codeOf(await invite({ email }))).toBe("conflict");
    await env.DB.prepare("UPDATE invitations SET expires_at = ? WHERE email = ? /* test */")
      .bind(Date.now() - 1, email)
      .run();
    expect(await codeOf(await preview(token))).toBe("link_over");
    expect(await codeOf(await accept({ token, name: "Ana", password: "tomatoes are fruit" }))).toBe("link_over");
    const { docs } = await (
      await call("/api/invitations", { token: admin.token, tenant: alder })
    ).json<{ docs: Invitation[] }>();
    expect(docs.find((doc) => doc.email === email)?.state).toBe("expired");
    const again = await invited({ email });
    expect((await preview(again.token)).status).toBe(200);
  });

  test("dies when the invitation is taken back, or sent again after its wait", async () => {
    const email = address();
    const { doc, token } = await invited({ email });
    const send = () => call(`/api/invitations/${doc.id}/sends`, { method: "POST", token: admin.token, tenant: alder });
    const early = await send();
    expect([early.status, Number(early.headers.get("retry-after")) > 50]).toEqual([429, true]);
    await env.DB.prepare("UPDATE invitations SET sent_at = sent_at - 61000 WHERE id = ?").bind(doc.id).run();
    expect((await send()).status).toBe(200);
    // The wait is five times as long now.
    await env.DB.prepare("UPDATE invitations SET sent_at = sent_at - 61000 WHERE id = ?").bind(doc.id).run();
    expect((await send()).status).toBe(429);
    expect((await preview(token)).status).toBe(410);
    const second = await tokenTo(email);
    expect((await preview(second)).status).toBe(200);
    const revoke = () => call(`/api/invitations/${doc.id}`, { method: "DELETE", token: admin.token, tenant: alder });
    expect((await revoke()).status).toBe(200);
    expect((await preview(second)).status).toBe(410);
    expect((await revoke()).status).toBe(404);
  });

  test("is sent to one address only so often, from whatever account", async () => {
    const email = address();
    const statuses = [];
    for (const place of [alder, cast.tenants.north.id, cast.tenants.birch.id, alder, alder, alder]) {
      const answer = await invite({ email }, cast.people.agency_admin, place);
      statuses.push(answer.status);
      await env.DB.prepare("UPDATE invitations SET revoked_at = 1 WHERE email = ? /* test */").bind(email).run();
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  });
});

test("an agency and its clients together send so many in a quarter of an hour: nobody starts one to flood the world", async () => {
  const admit = () => signInGuard(env, `mail-by:${cast.tenants.cedar.agencyId}`).admit(LINKS_PER_AGENCY);
  await Promise.all(Array.from({ length: LINKS_PER_AGENCY - 1 }, admit));
  const owner = cast.people.southAdmin;
  const statuses = [];
  for (const place of [cast.tenants.cedar.id, cast.tenants.south.id])
    statuses.push((await invite({ email: address() }, owner, place)).status);
  expect(statuses).toEqual([201, 429]);
});

test("an account has a bounded number of open invitations", async () => {
  const now = Date.now();
  const birch = cast.tenants.birch.id;
  const rows = Array.from({ length: 99 }, (_, i) =>
    env.DB.prepare(
      "INSERT INTO invitations (id, tenant_id, email, role, assigned_only, token_hash, invited_by, invited_by_name, sends, sent_at, created_at, expires_at) VALUES (?1, ?2, ?1, 'subaccount_viewer', 0, ?1, 'x', 'x', 1, ?3, ?3, ?4)",
    ).bind(`bound-${i}`, birch, now, now + 1e9),
  );
  await env.DB.batch(rows);
  const owner = cast.people.agency_admin;
  const answers = await Promise.all([1, 2, 3].map(() => invite({ email: address() }, owner, birch)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

async function customRole(tenantId: string, capabilities: string[]): Promise<string> {
  const id = newId("role");
  await env.DB.prepare(
    "INSERT INTO custom_roles (tenant_id, id, name, tier, capabilities, created_at, updated_at) VALUES (?, ?, 'Sample role', 'subaccount', ?, 1, 1)",
  )
    .bind(tenantId, id, JSON.stringify(capabilities))
    .run();
  return id;
}
