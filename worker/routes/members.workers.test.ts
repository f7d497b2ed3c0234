import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Member } from "../../schema/contracts/members.ts";
import type { RoleDoc } from "../../schema/contracts/roles.ts";
import { ScopedDb } from "../db/scoped.ts";
import { prepared } from "../world.test-kit.ts";
import { call, type Cast, makeCast, type Person } from "../security/cast.test-kit.ts";

let cast: Cast;
let alder: string;
beforeEach(async () => {
  cast = await makeCast();
  alder = cast.tenants.alder.id;
});

interface Answered {
  status: number;
  doc: Member & RoleDoc;
  docs: (Member & RoleDoc)[];
  code: string | undefined;
  message: string;
}

async function ask(who: Person, path: string, method = "GET", body?: object, tenant = alder): Promise<Answered> {
  const answer = await call(path, { method, token: who.token, tenant, ...(body === undefined ? {} : { body }) });
  const said = await answer.json<{ doc: never; docs: never; errors?: { code: string; message: string }[] }>();
  const [error] = said.errors ?? [];
  return { ...said, status: answer.status, code: error?.code, message: error?.message ?? "" };
}

/** The grants of a person, as they are stored. */
async function stored(userId: string, tenantId = alder) {
  return env.DB.prepare("SELECT role, custom_role_id, assigned_only FROM grants WHERE user_id = ? AND tenant_id = ?")
    .bind(userId, tenantId)
    .first();
}

async function trail(tenantId = alder): Promise<{ action: string; before: unknown; after: unknown }[]> {
  const { results } = await env.DB.prepare("SELECT action, before, after FROM audit WHERE tenant_id = ? ORDER BY seq")
    .bind(tenantId)
    .all<{ action: string; before: string | null; after: string | null }>();
  return results.map(({ action, before, after }) => ({
    action,
    before: JSON.parse(before ?? "null") as unknown,
    after: JSON.parse(after ?? "null") as unknown,
  }));
}

describe("who works here", () => {
  test("are the account's own people and its agency's, and the platform's when asked for, told apart", async () => {
    const { subaccount_admin: admin, agency_admin, platform_admin, subaccount_viewer } = cast.people;
    const { docs } = await ask(admin, "/api/members");
    const of = (id: string) => docs.find((one) => one.id === id);
    expect(of(subaccount_viewer.id)).toMatchObject({
      role: "subaccount_viewer",
      grants: [{ of: "account", role: "subaccount_viewer", customRole: null, assignedOnly: false }],
    });
    expect(of(agency_admin.id)?.grants).toEqual([
      { of: "agency", role: "agency_admin", customRole: null, assignedOnly: false },
    ]);
    expect(of(platform_admin.id)).toBeUndefined();
    const all = await ask(admin, "/api/members?platform=true");
    expect(all.docs.find(({ id }) => id === platform_admin.id)?.grants[0]?.of).toBe("platform");
  });

  test("somebody may have a role of their own beside what comes from the agency", async () => {
    const { agency_member: person, subaccount_admin: admin } = cast.people;
    const added = await ask(admin, "/api/members", "POST", { user: person.id, role: "subaccount_admin" });
    expect(added.status).toBe(201);
    expect(added.doc.role).toBe("subaccount_admin");
    expect(added.doc.grants.map(({ of, role }) => [of, role])).toEqual([
      ["account", "subaccount_admin"],
      ["agency", "agency_member"],
    ]);
    expect(await ask(admin, "/api/members", "POST", { email: person.email })).toMatchObject({ code: "conflict" });
    expect((await trail()).at(-1)).toMatchObject({
      action: "member.added",
      after: { role: "subaccount_admin", assignedOnly: false },
    });
    const removed = await ask(admin, `/api/members/${person.id}`, "DELETE");
    expect(removed.status).toBe(200);
    expect(await stored(person.id)).toBeNull();
    // What comes from above is taken there.
    expect(await ask(admin, `/api/members/${person.id}`, "DELETE")).toMatchObject({ code: "conflict" });
  });

  test("nobody of another agency can be added, and is answered like nobody at all", async () => {
    const { agency_admin, cedarAdmin } = cast.people;
    const answers = await Promise.all(
      [{ user: cedarAdmin.id }, { email: cedarAdmin.email }, { user: "usr_none" }, { email: "none@x.test" }].map(
        async (body) => {
          const { status, code, message } = await ask(agency_admin, "/api/members", "POST", body);
          return { status, code, message };
        },
      ),
    );
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, code: "not_found" });
    expect(await ask(agency_admin, `/api/members/${cedarAdmin.id}`, "PATCH", {})).toMatchObject({ code: "not_found" });
  });
});

describe("a change of rights", () => {
  test("is kept with what it was and what it is", async () => {
    const { subaccount_admin: admin, subaccount_viewer: viewer } = cast.people;
    const change = { role: "subaccount_member", assignedOnly: true };
    const changed = await ask(admin, `/api/members/${viewer.id}`, "PATCH", change);
    expect(changed.doc).toMatchObject({ role: "subaccount_member", grants: [{ assignedOnly: true }] });
    expect((await trail()).at(-1)).toEqual({
      action: "member.changed",
      before: { role: "subaccount_viewer", assignedOnly: false },
      after: { role: "subaccount_member", assignedOnly: true },
    });
    const rows = (await trail()).length;
    await ask(admin, `/api/members/${viewer.id}`, "PATCH", change);
    expect(await trail()).toHaveLength(rows);
  });

  test("is of the account's own tier", async () => {
    const { agency_admin, subaccount_viewer: viewer } = cast.people;
    for (const role of ["agency_admin", "platform_admin", "agency_member"])
      expect(await ask(agency_admin, `/api/members/${viewer.id}`, "PATCH", { role })).toMatchObject({
        code: "invalid",
      });
  });

  test("never gives, changes or takes more than whoever makes it has", async () => {
    const { subaccount_admin: admin, subaccount_member: member, subaccount_viewer: viewer } = cast.people;
    const made = await ask(admin, "/api/roles", "POST", {
      name: "People",
      capabilities: ["viewLeads", "viewSettings", "manageUsers"],
    });
    await ask(admin, `/api/members/${member.id}`, "PATCH", { customRole: made.doc.id });
    expect(await ask(member, `/api/members/${viewer.id}`, "PATCH", { role: "subaccount_member" })).toMatchObject({
      code: "forbidden",
    });
    expect(await ask(member, `/api/members/${admin.id}`, "PATCH", { role: "subaccount_viewer" })).toMatchObject({
      code: "forbidden",
    });
    expect(await ask(member, `/api/members/${admin.id}`, "DELETE")).toMatchObject({ code: "forbidden" });
    expect(await ask(member, `/api/members/${member.id}`, "PATCH", { role: "subaccount_admin" })).toMatchObject({
      code: "forbidden",
    });
    expect(await ask(member, "/api/roles", "POST", { name: "More", capabilities: ["manageKeys"] })).toMatchObject({
      code: "forbidden",
    });
    expect(
      await ask(member, `/api/roles/${made.doc.id}`, "PATCH", { capabilities: ["manageUsers", "manageKeys"] }),
    ).toMatchObject({ code: "forbidden" });
    // What they have, they give.
    expect(await ask(member, `/api/members/${viewer.id}`, "PATCH", { customRole: made.doc.id })).toMatchObject({
      status: 200,
    });
  });

  test("who sees only what is assigned to them lets nobody see more", async () => {
    const { agency_admin, subaccount_admin: admin, subaccount_viewer: viewer } = cast.people;
    await ask(agency_admin, `/api/members/${admin.id}`, "PATCH", { assignedOnly: true });
    expect(await ask(admin, `/api/members/${viewer.id}`, "PATCH", { role: "subaccount_member" })).toMatchObject({
      code: "forbidden",
    });
    expect(await ask(admin, `/api/members/${admin.id}`, "PATCH", { assignedOnly: false })).toMatchObject({
      code: "forbidden",
    });
  });
});

describe("an account", () => {
  test("keeps somebody of its own who can manage its people, however many are taken at one moment", async () => {
    const { agency_admin, subaccount_admin: admin, subaccount_member: member } = cast.people;
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { role: "subaccount_viewer" }],
    ] as const)
      expect(await ask(agency_admin, `/api/members/${admin.id}`, method, body)).toMatchObject({ code: "conflict" });
    await ask(agency_admin, `/api/members/${member.id}`, "PATCH", { role: "subaccount_admin" });
    const both = await Promise.all([
      ask(agency_admin, `/api/members/${admin.id}`, "DELETE"),
      ask(agency_admin, `/api/members/${member.id}`, "PATCH", { role: "subaccount_viewer" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("shuts out nobody by their own hand", async () => {
    const { agency_admin, subaccount_admin: admin, subaccount_member: member } = cast.people;
    await ask(agency_admin, `/api/members/${member.id}`, "PATCH", { role: "subaccount_admin" });
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { role: "subaccount_viewer" }],
    ] as const)
      expect(await ask(admin, `/api/members/${admin.id}`, method, body)).toMatchObject({ code: "conflict" });
    // One whose right comes from above as well loses nothing.
    await ask(admin, "/api/members", "POST", { user: agency_admin.id, role: "subaccount_admin" });
    expect(await ask(agency_admin, `/api/members/${agency_admin.id}`, "DELETE")).toMatchObject({ status: 200 });
  });
});

describe("a role of one's own making", () => {
  test("can be given where it was made and below, and says there what is allowed", async () => {
    const { agency_admin, subaccount_admin: admin, subaccount_viewer: viewer } = cast.people;
    const north = cast.tenants.north.id;
    const capabilities = ["viewLeads", "deleteLeads"];
    const made = await ask(
      agency_admin,
      "/api/roles",
      "POST",
      { name: "Cleaner", tier: "subaccount", capabilities },
      north,
    );
    expect(made.status).toBe(201);
    const listed = (await ask(admin, "/api/roles")).docs.find(({ id }) => id === made.doc.id);
    expect(listed).toEqual({ ...made.doc, of: "agency", people: null });
    await ask(admin, `/api/members/${viewer.id}`, "PATCH", { customRole: made.doc.id });
    const access = await (
      await call(`/api/tenants/${alder}/access`, { token: viewer.token })
    ).json<{ capabilities: string[] }>();
    // Without looking at settings nobody can open an account: it is in every role.
    expect(access.capabilities).toEqual(["viewLeads", "deleteLeads", "viewSettings"]);
    // Made above: changed there.
    expect(await ask(admin, `/api/roles/${made.doc.id}`, "PATCH", { name: "X" })).toMatchObject({ code: "forbidden" });
    expect((await ask(agency_admin, "/api/roles", "GET", undefined, north)).docs.at(-1)?.people).toBe(1);
    expect(
      await ask(cast.people.cedarAdmin, `/api/roles/${made.doc.id}`, "PATCH", { name: "X" }, cast.tenants.cedar.id),
    ).toMatchObject({
      code: "not_found",
    });
    // Narrower for everyone who has it.
    await ask(agency_admin, `/api/roles/${made.doc.id}`, "PATCH", { capabilities: ["viewLeads"] }, north);
    expect(await ask(viewer, "/api/contacts?where[id][equals]=con_1", "DELETE")).toMatchObject({ code: "forbidden" });
  });

  test("is of its own name, fits its tier, and is deleted only when nobody is left with nothing", async () => {
    const { subaccount_admin: admin, subaccount_viewer: viewer, subaccount_member: member } = cast.people;
    const make = (body: object) => ask(admin, "/api/roles", "POST", body);
    const made = await make({ name: "Desk", capabilities: ["viewLeads", "sendMessages"] });
    expect(await make({ name: "DESK", capabilities: ["viewLeads"] })).toMatchObject({ code: "conflict" });
    expect(await make({ name: "Up", tier: "agency", capabilities: ["viewLeads"] })).toMatchObject({ code: "invalid" });
    expect(await make({ name: "Odd", capabilities: ["createTenants"] })).toMatchObject({ code: "invalid" });
    expect(await make({ name: "None", capabilities: [] })).toMatchObject({ code: "invalid" });
    for (const { id } of [viewer, member]) await ask(admin, `/api/members/${id}`, "PATCH", { customRole: made.doc.id });
    const refused = await ask(admin, `/api/roles/${made.doc.id}`, "DELETE");
    expect(refused).toMatchObject({ code: "conflict" });
    expect(refused.message).toContain("2 people");
    expect(await ask(admin, `/api/roles/${made.doc.id}?moveTo=agency_member`, "DELETE")).toMatchObject({
      code: "invalid",
    });
    expect(await ask(admin, `/api/roles/${made.doc.id}?moveTo=subaccount_member`, "DELETE")).toMatchObject({
      status: 200,
    });
    expect(await stored(viewer.id)).toEqual({ role: "subaccount_member", custom_role_id: null, assigned_only: 0 });
    expect((await trail()).at(-1)).toMatchObject({ action: "role.deleted", after: { movedTo: "Account member" } });
  });

  test("and another's grant are not both taken at one moment, where the last ones manage by them", async () => {
    const { agency_admin, subaccount_admin: admin, subaccount_member: member } = cast.people;
    await ask(agency_admin, `/api/members/${member.id}`, "PATCH", { role: "subaccount_admin" });
    const made = await ask(agency_admin, "/api/roles", "POST", {
      name: "Owner",
      capabilities: ["viewLeads", "manageUsers"],
    });
    await ask(agency_admin, `/api/members/${admin.id}`, "PATCH", { customRole: made.doc.id });
    for (const lose of [
      () => ask(agency_admin, `/api/roles/${made.doc.id}`, "PATCH", { capabilities: ["viewLeads"] }),
      () => ask(agency_admin, `/api/roles/${made.doc.id}?moveTo=subaccount_viewer`, "DELETE"),
    ]) {
      // The other one goes after the look and before the write.
      const commit = vi.spyOn(ScopedDb.prototype, "commit").mockImplementationOnce(async function (
        this: ScopedDb,
        mutation,
      ) {
        await prepared("DELETE FROM grants WHERE user_id = ? AND tenant_id = ?").bind(member.id, alder).run();
        return this.commit(mutation);
      });
      expect(await lose()).toMatchObject({ code: "conflict" });
      commit.mockRestore();
      const back = "INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, 'subaccount_admin', 1)";
      await prepared(back).bind(member.id, alder).run();
    }
    expect(
      await ask(agency_admin, `/api/roles/${made.doc.id}`, "PATCH", { capabilities: ["viewLeads"] }),
    ).toMatchObject({
      status: 200,
    });
  });

  test("may not lose what the last one to manage an account's people manages them by", async () => {
    const { agency_admin, subaccount_admin: admin } = cast.people;
    const all = ["viewLeads", "viewSettings", "manageUsers"];
    const made = await ask(agency_admin, "/api/roles", "POST", { name: "Owner", capabilities: all });
    await ask(agency_admin, `/api/members/${admin.id}`, "PATCH", { customRole: made.doc.id });
    expect(
      await ask(agency_admin, `/api/roles/${made.doc.id}`, "PATCH", { capabilities: ["viewLeads"] }),
    ).toMatchObject({
      code: "conflict",
    });
    expect(await ask(agency_admin, `/api/roles/${made.doc.id}?moveTo=subaccount_viewer`, "DELETE")).toMatchObject({
      code: "conflict",
    });
    expect(await ask(agency_admin, `/api/roles/${made.doc.id}?moveTo=subaccount_admin`, "DELETE")).toMatchObject({
      status: 200,
    });
  });
});

test("the test mode's phone, which every customer is on, is not for whoever sees only their own", async () => {
  const { subaccount_admin: admin, subaccount_member: member } = cast.people;
  const { doc } = await ask(admin, "/api/integrations", "POST", { module: "whatsapp", sandbox: true });
  const thread = `/api/sandbox/phones/${doc.id}/thread?phone=447700900123`;
  expect((await ask(member, "/api/sandbox/phones")).docs).toHaveLength(1);
  expect((await ask(member, thread)).status).toBe(200);
  await ask(admin, `/api/members/${member.id}`, "PATCH", { assignedOnly: true });
  expect((await ask(member, "/api/sandbox/phones")).docs).toEqual([]);
  expect((await ask(member, thread)).status).toBe(404);
});

describe("new rights reach every door and every open socket within a second", () => {
  interface Opened {
    heard: string[];
    closed: Promise<number>;
  }
  async function listen(who: Person, tenant = alder): Promise<Opened> {
    const { webSocket } = await call("/api/live", { token: who.token, tenant, headers: { upgrade: "websocket" } });
    if (webSocket === null) throw new Error("no socket");
    const heard: string[] = [];
    webSocket.addEventListener("message", ({ data }) => void heard.push(String(data)));
    const closed = new Promise<number>((resolve) => webSocket.addEventListener("close", ({ code }) => resolve(code)));
    webSocket.accept();
    return { heard, closed };
  }
  const withinASecond = ({ closed }: Opened) =>
    Promise.race([closed, scheduler.wait(1_000).then(() => "still open" as const)]);

  test("of whom is taken off: the socket is closed for good, and opens no more", async () => {
    const { subaccount_admin: admin, subaccount_viewer: viewer } = cast.people;
    const opened = await listen(viewer);
    const [, code] = await Promise.all([ask(admin, `/api/members/${viewer.id}`, "DELETE"), withinASecond(opened)]);
    expect(code).toBe(4403);
    expect(await ask(viewer, "/api/contacts")).toMatchObject({ status: 404 });
    const again = await call("/api/live", { token: viewer.token, tenant: alder, headers: { upgrade: "websocket" } });
    expect(again.status).toBe(404);
  });

  test("of whom another role is given: the socket is to connect again, with the rights of now", async () => {
    const { subaccount_admin: admin, subaccount_member: member } = cast.people;
    const opened = await listen(member);
    const change = { assignedOnly: true };
    const [, code] = await Promise.all([
      ask(admin, `/api/members/${member.id}`, "PATCH", change),
      withinASecond(opened),
    ]);
    expect(code).toBe(4409);
    // Whoever still goes by the rights of before is not let in, so that no such socket outlives the change.
    expect(await (await listen(member)).closed).toBe(4409);
    await scheduler.wait(1_050);
    const anew = await listen(member);
    await expect.poll(() => anew.heard[0]).toContain('"sight":"assigned"');
  });

  test("by a change of the role they have, and of a grant above the account; others hear nothing of it", async () => {
    const { agency_admin, agency_member, subaccount_admin: admin, subaccount_member: member } = cast.people;
    const made = await ask(admin, "/api/roles", "POST", { name: "Desk", capabilities: ["viewLeads", "sendMessages"] });
    await ask(admin, `/api/members/${member.id}`, "PATCH", { customRole: made.doc.id });
    await scheduler.wait(1_050);
    const [theirs, other, above] = [await listen(member), await listen(admin), await listen(agency_member)];
    await ask(admin, `/api/roles/${made.doc.id}`, "PATCH", { capabilities: ["viewLeads"] });
    expect(await withinASecond(theirs)).toBe(4409);
    await ask(agency_admin, `/api/members/${agency_member.id}`, "DELETE", undefined, cast.tenants.north.id);
    expect(await withinASecond(above)).toBe(4403);
    expect(await Promise.race([other.closed, scheduler.wait(200).then(() => "open")])).toBe("open");
  });
});

describe("what was somebody's", () => {
  const post = async (path: string, body: object) => (await ask(cast.people.agency_admin, path, "POST", body)).doc;
  let phones = 447700900100;
  /** A contact of theirs, and a conversation with it. */
  const theirs = async (user: Person) => {
    const contact = await post("/api/contacts", { name: "Ada", phone: `+${(phones += 1)}`, owner: user.id });
    const conversation = await post("/api/conversations", { channel: "whatsapp", contact: contact.id });
    const taken = await ask(cast.people.agency_admin, `/api/conversations/${conversation.id}`, "PATCH", {
      assignee: user.id,
    });
    expect(taken.status).toBe(200);
    return { contact: contact.id, conversation: conversation.id };
  };
  const holders = async ({ contact, conversation }: { contact: string; conversation: string }) => {
    const by = cast.people.agency_admin;
    const [one, other] = [
      await ask(by, `/api/contacts/${contact}`),
      await ask(by, `/api/conversations/${conversation}`),
    ];
    return [(one as unknown as { owner: string }).owner, (other as unknown as { assignee: string }).assignee];
  };

  test("is nobody's once they can act on the account no more, by its own hand or its agency's", async () => {
    const { agency_admin: boss, agency_member, subaccount_member: member, subaccount_admin: admin } = cast.people;
    await post("/api/integrations", { module: "whatsapp", sandbox: true });
    const [own, agencys, kept] = [await theirs(member), await theirs(agency_member), await theirs(admin)];

    expect((await ask(admin, `/api/members/${member.id}`, "DELETE")).status).toBe(200);
    await expect.poll(() => holders(own)).toEqual([null, null]);
    const removed = await ask(boss, `/api/members/${agency_member.id}`, "DELETE", undefined, cast.tenants.north.id);
    expect(removed.status).toBe(200);
    await expect.poll(() => holders(agencys)).toEqual([null, null]);
    expect(await holders(kept)).toEqual([admin.id, admin.id]);
    const noted = prepared("SELECT count(*) AS n FROM integration_outbox WHERE integration_id = 'people'");
    await expect.poll(() => noted.first("n")).toBe(0);
  });
});
