import { describe, expect, test, vi } from "vitest";
import { refusal, userActor } from "../sub-account/account.test-kit.ts";
import { newId } from "../../schema/ids.ts";
import { FakeHost } from "./fake-host.test-kit.ts";
import { testSession } from "./session.test-kit.ts";

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

  describe("given values without its form", () => {
    const stored = { key: { hint: "4f2a" } };
    const answer = (session: ReturnType<typeof testSession>, module: string, ready = true) =>
      session.stub.moduleAnswered(session.person, { module, stored, sandbox: false, by: "Rita", ready });

    test("takes those of its open form as its answer, and says whose they are", async () => {
      const session = testSession();
      await session.begin();
      await session.open("form");
      session.host.store("alpha", {});
      await answer(session, "alpha");
      const { entries } = await session.until(({ progress }) => progress.live === 1);
      expect(entries.find(({ kind }) => kind === "form")).toMatchObject({ state: "stored", by: "Rita", stored });
      await session.open("form");
      expect((await session.stub.readForms(session.person)).open.map(({ module }) => module.slug)).toEqual(["beta"]);
    });

    test("installs a module out of turn, while another waits, and never asks for it", async () => {
      const session = testSession();
      await session.begin();
      await session.open("form");
      session.host.store("beta", {});
      await answer(session, "beta");
      await session.until(({ progress }) => progress.live === 1);
      await session.sendForm();
      const { entries } = await session.until(({ state }) => state === "finished");
      expect(entries.filter(({ kind }) => kind === "form")).toHaveLength(1);
      expect(session.host.effects).toEqual(["install beta", "install alpha"]);
    });

    test("leaves one whose turn has not come, and finds them then", async () => {
      const session = testSession();
      await session.begin();
      await session.open("form");
      session.host.store("beta", {});
      await answer(session, "beta", false);
      await session.rest();
      expect(session.host.effects).toEqual([]);
      await session.sendForm();
      await session.until(({ state }) => state === "finished");
      expect(session.host.effects).toEqual(["install alpha", "install beta"]);
    });

    test("tries what was refused again, and once, however often it is told", async () => {
      const host = new FakeHost({ alpha: ["key"] });
      host.module("alpha").takes = { key: "right" };
      const session = testSession(host);
      await session.begin();
      await session.sendForm({ key: "wrong" });
      await session.open("form");
      session.host.store("alpha", { key: "right" });
      await answer(session, "alpha");
      await session.until(({ state }) => state === "finished");
      expect(await refusal(answer(session, "alpha"))).toBe("conflict");
      expect(host.effects).toEqual(["install alpha"]);
    });

    test("knows nothing of other modules, and nobody else's rights", async () => {
      const session = testSession();
      await session.begin();
      await session.open("form");
      expect(await refusal(answer(session, "gamma"))).toBe("not_found");
      const viewer = session.colleague({ capabilities: ["viewLeads", "viewSettings"] });
      const input = { module: "alpha", stored, sandbox: false, by: "Rita", ready: true };
      expect(await refusal(session.stub.moduleAnswered(viewer, input))).toBe("forbidden");
    });
  });

  test("of a fleet tells the control plane how each module stands, and when it waits", async () => {
    const session = testSession(new FakeHost({ alpha: ["key"] }), { fleet: "cgf_1" });
    await session.begin();
    await session.open("form");
    const noted = () => session.host.notes.map((note) => JSON.parse(note) as { waits: boolean; modules: object[] });
    await vi.waitFor(() =>
      expect(noted().at(-1)).toEqual({
        state: "active",
        live: 0,
        total: 1,
        blocked: 0,
        waits: true,
        modules: [{ slug: "alpha", state: "asking", reason: null, fix: null }],
      }),
    );
    await session.sendForm();
    await vi.waitFor(() => expect(noted().at(-1)).toMatchObject({ state: "finished", modules: [{ state: "live" }] }));
  });
});
