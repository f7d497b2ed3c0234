import { afterEach, describe, expect, test, vi } from "vitest";
import { refusal, userActor } from "../sub-account/account.test-kit.ts";
import { newId } from "../../schema/ids.ts";
import { FakeHost } from "./fake-host.test-kit.ts";
import { testSession } from "./session.test-kit.ts";

afterEach(() => void vi.restoreAllMocks());

describe("a guided set-up", () => {
  test("asks, installs and verifies each module in order, and ends when all is live", async () => {
    const session = testSession();
    await session.begin();
    expect((await session.sendForm()).module.slug).toBe("alpha");
    await session.until(({ progress }) => progress.live === 1);
    expect((await session.sendForm()).module.slug).toBe("beta");
    const { state, progress, entries } = await session.until(({ state }) => state === "finished");
    expect({ state, live: progress.live, total: progress.total }).toEqual({ state: "finished", live: 2, total: 2 });
    expect(await session.ledger()).toEqual(
      [
        ["listEntitlements", null],
        ["requestCredentials", "alpha"],
        ["installModule", "alpha"],
        ["requestCredentials", "beta"],
        ["installModule", "beta"],
        ["finish", null],
      ].map(([tool, module]) => ({ tool, module, state: "done" })),
    );
    expect(entries.filter(({ kind }) => kind === "form")).toHaveLength(2);
    await vi.waitFor(() =>
      expect(session.host.notes.at(-1)).toBe('{"state":"finished","live":2,"total":2,"blocked":0}'),
    );
  });

  test("asks again for what the provider refused, with its reason shown", async () => {
    const host = new FakeHost({ alpha: ["number", "key"] });
    host.module("alpha").takes = { key: "right" };
    const session = testSession(host);
    await session.begin();
    await session.sendForm({ key: "wrong" });
    const again = await session.open("form");
    expect(again.fields.map(({ name }) => name)).toEqual(["key"]);
    const { progress, entries } = await session.read();
    expect(progress.modules[0]).toMatchObject({
      state: "blocked",
      reason: "The provider does not know it.",
      fix: "Copy it again.",
    });
    expect(entries.find(({ kind }) => kind === "result")).toMatchObject({ state: "blocked", faults: ["key"] });
    await session.sendForm({ key: "right" });
    await session.until(({ state }) => state === "finished");
    expect(host.effects).toEqual(["install alpha"]);
  });

  test("of another account is not there", async () => {
    const session = testSession();
    await session.begin();
    const stranger = userActor(newId("tenant"), "subaccount_admin");
    expect(await refusal(session.stub.read(stranger))).toBe("not_found");
    expect(await refusal(session.stub.say(stranger, { text: "Hello", removed: 0 }))).toBe("not_found");
    const fresh = testSession();
    expect(await refusal(fresh.stub.read(fresh.person))).toBe("not_found");
  });
});
