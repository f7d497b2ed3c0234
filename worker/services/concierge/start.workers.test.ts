import { beforeEach, expect, it, vi } from "vitest";
import { ConciergeHost } from "../../concierge-host.ts";
import { type Caller, makeWorld, prepared, type World } from "../../world.test-kit.ts";
import { beginSetUp } from "./concierge.test-kit.ts";

vi.spyOn(console, "error").mockImplementation(() => undefined);

let world: World;
let account: string;
let admin: Caller;
beforeEach(async () => {
  world = await makeWorld();
  account = await world.subAccount(await world.agency());
  admin = await world.signIn(account, "subaccount_admin");
});

it("begins anew where the session there is has ended and could not tell so, and notes its end", async () => {
  const first = await beginSetUp(admin, { modules: ["ai"] });
  await first.settled();
  const untold = vi.spyOn(ConciergeHost.prototype, "noteState").mockRejectedValue(new Error("D1 is away"));
  const stopped = await admin.call("POST", `/api/concierge/sessions/${first.id}/steer`, {
    body: { action: "stop" },
  });
  expect(stopped.status).toBe(200);
  expect(await stateOf(first.id)).toBe("active");
  const second = await beginSetUp(admin, { modules: ["ai"] });
  untold.mockRestore();
  expect(await second.settled()).toMatchObject({ state: "active" });
  expect(second.id).not.toBe(first.id);
  expect(await stateOf(first.id)).toBe("stopped");
  const { results } = await prepared("SELECT action FROM audit WHERE tenant_id = ? AND entity_id = ?")
    .bind(account, first.id)
    .all<{ action: string }>();
  expect(results.filter(({ action }) => action === "concierge.stopped")).toHaveLength(1);
});

async function stateOf(id: string): Promise<string | undefined> {
  const row = await prepared("SELECT state FROM concierge_sessions WHERE id = ?").bind(id).first<{ state: string }>();
  return row?.state;
}
