import { beforeAll, describe, expect, test, vi } from "vitest";
import type { SecondFactorRequirement } from "../../schema/contracts/second-factor.ts";
import type { PasskeyCeremony } from "../../schema/contracts/passkeys.ts";
import { call, type Cast, codeOf, keyTo, makeCast, PASSWORD, type Person } from "../security/cast.test-kit.ts";
import { softAuthenticator } from "../services/passkeys/soft-authenticator.test-kit.ts";
import { prepared } from "../world.test-kit.ts";
import { openLive } from "../services/tenants/life/open-live.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

const AT = "/api/second-factor-requirement";
let cast: Cast;
/** Of who decides: it has shown a passkey. */
let boss: string;
beforeAll(async () => {
  cast = await makeCast();
});

/** A session that has shown the password alone. */
async function byPassword({ email }: Person): Promise<string> {
  const answer = await call("/api/users/login", { method: "POST", body: { email, password: PASSWORD } });
  return (await answer.json<{ token: string }>()).token;
}
async function addPasskey(token: string): Promise<string> {
  const post = (path: string, body: object) => call(`/api/users/${path}`, { method: "POST", token, body });
  const ceremony = await (await post("passkeys/options", { currentPassword: PASSWORD })).json<PasskeyCeremony>();
  const response = await (await softAuthenticator()).create(ceremony);
  const added = await post("passkeys", { ticket: ceremony.ticket, name: "Laptop", response });
  expect(added.status).toBe(201);
  return (await added.json<{ doc: { id: string } }>()).doc.id;
}
const decide = (required: boolean, token: string) =>
  call(AT, { method: "PUT", token, tenant: cast.tenants.north.id, body: { required } });
const enter = async (token: string, place: keyof Cast["tenants"]) => {
  const answer = await call(`/api/tenants/${cast.tenants[place].id}/access`, { token, tenant: cast.tenants[place].id });
  return answer.ok || (await codeOf(answer));
};

describe("an agency that asks for more than a password", () => {
  test("is decided by whoever has more, and then asked of everyone there, at every door and open socket", async () => {
    const { agency_admin, agency_member, subaccount_member, platform_admin, southAdmin } = cast.people;
    boss = await byPassword(agency_admin);
    expect(await codeOf(await decide(true, boss))).toBe("conflict");
    expect((await decide(true, await byPassword(agency_member))).status).toBe(403);
    await addPasskey(boss);
    const [member, client, other, above] = await Promise.all(
      [agency_member, subaccount_member, southAdmin, platform_admin].map(byPassword),
    );
    const socket = await openLive({ token: client ?? "" }, cast.tenants.alder.id);
    const decided = await (await decide(true, boss)).json<{ doc: SecondFactorRequirement }>();
    expect(decided.doc).toMatchObject({ required: true, people: 5, without: 4 });
    // It is told to connect again, and its next try is refused.
    expect(await socket.closed(1000)).toBe(4409);

    expect(await enter(boss, "north")).toBe(true);
    for (const [token = "", place] of [
      [member, "north"],
      [member, "alder"],
      [client, "alder"],
      [above, "north"],
      [above, "birch"],
    ] as const)
      expect(await enter(token, place), place).toBe("second_factor_required");
    expect([
      await enter(above ?? "", "platform"),
      await enter(above ?? "", "cedar"),
      await enter(other ?? "", "cedar"),
    ]).toEqual([true, true, true]);
    expect(await enter(other ?? "", "alder"), "who does not reach it learns nothing").toBe("not_found");
    expect((await call("/api/users/me", { token: client })).status).toBe(200);
    const key = await keyTo(cast.tenants.north.id, ["viewLeads"], agency_admin.id);
    expect((await call("/api/contacts", { token: key, tenant: cast.tenants.alder.id })).status).toBe(200);
  });

  test("lets whoever sets one up go on in the same session, and no longer once it is gone", async () => {
    const token = await byPassword(cast.people.subaccount_admin);
    expect(await enter(token, "alder")).toBe("second_factor_required");
    const passkey = await addPasskey(token);
    expect(await enter(token, "alder")).toBe(true);
    const again = await byPassword(cast.people.subaccount_admin);
    expect(await enter(again, "alder"), "the password alone, elsewhere").toBe("second_factor_required");
    const socket = await openLive({ token }, cast.tenants.alder.id);
    const body = { currentPassword: PASSWORD };
    expect((await call(`/api/users/passkeys/${passkey}`, { method: "DELETE", token, body })).status).toBe(200);
    expect(await socket.closed(1000)).toBe(4409);
    expect(await enter(token, "alder")).toBe("second_factor_required");
  });

  test("can take the second factor of who lost it away: whoever manages all of that person's accounts, and may as much", async () => {
    const { agency_member, subaccount_viewer, cedarAdmin } = cast.people;
    const [token, other] = [await byPassword(agency_member), await byPassword(subaccount_viewer)];
    await addPasskey(token);
    await addPasskey(other);
    const reset = (who: Person, by: string, place: keyof Cast["tenants"]) =>
      call(`/api/members/${who.id}/second-factor`, { method: "DELETE", token: by, tenant: cast.tenants[place].id });
    expect((await reset(agency_member, token, "north")).status, "who does not manage people").toBe(403);
    expect((await reset(cedarAdmin, boss, "north")).status, "somebody else's").toBe(404);
    expect(await codeOf(await reset(cast.people.agency_admin, boss, "north")), "oneself").toBe("conflict");
    expect(await codeOf(await reset(agency_member, boss, "alder")), "from above").toBe("conflict");
    await prepared("INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, 'subaccount_viewer', 1)")
      .bind(subaccount_viewer.id, cast.tenants.cedar.id)
      .run();
    expect(await codeOf(await reset(subaccount_viewer, boss, "alder")), "works elsewhere too").toBe("conflict");
    expect(await enter(other, "alder")).toBe(true);
    expect((await reset(agency_member, boss, "north")).status).toBe(200);
    expect(await enter(token, "north")).toBe("session_ended");
    const fresh = await byPassword(agency_member);
    expect(await enter(fresh, "north")).toBe("second_factor_required");
    await addPasskey(fresh);
    expect(await enter(fresh, "north")).toBe(true);
  });

  test("asks whoever looks through another's eyes for their own", async () => {
    const { platform_admin, subaccount_viewer } = cast.people;
    const token = await byPassword(platform_admin);
    const begin = (tenant: string) =>
      call("/api/impersonations", {
        method: "POST",
        token,
        tenant,
        body: { user: subaccount_viewer.id, reason: "Help" },
      });
    expect(await codeOf(await begin(cast.tenants.alder.id))).toBe("second_factor_required");
    // From the platform, where nothing is asked, the account is named in the body.
    const body = { tenant: cast.tenants.alder.id, user: subaccount_viewer.id, reason: "Help" };
    const from = { method: "POST", token, tenant: cast.tenants.platform.id, body };
    expect(await codeOf(await call("/api/impersonations", from))).toBe("second_factor_required");
  });

  test("asks no more once that is decided, and both are in its audit log", async () => {
    const weak = await byPassword(cast.people.agency_admin);
    expect(await codeOf(await decide(false, weak))).toBe("second_factor_required");
    expect((await decide(false, boss)).status).toBe(200);
    expect(await enter(weak, "north")).toBe(true);
    expect(await enter(await byPassword(cast.people.subaccount_member), "alder")).toBe(true);
    const log = `/api/audit?${new URLSearchParams({ action: "second_factor.requirement_decided" })}`;
    const { docs } = await (
      await call(log, { token: boss, tenant: cast.tenants.north.id })
    ).json<{ docs: { after: object }[] }>();
    expect(docs.map(({ after }) => after)).toEqual([{ required: false }, { required: true }]);
  });
});
