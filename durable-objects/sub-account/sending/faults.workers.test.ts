import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SendOutcome } from "../../../modules/module.ts";
import { createVault } from "../../kit/vault.ts";
import { type SendDeps, sendDeps } from "./deps.ts";
import { FAULT_PAUSE_MS, SENDING_MAX_MS } from "./limits.ts";
import { inOutboxWorld } from "./outbox-world.test-kit.ts";
import { createSender } from "./sender.ts";
import { claimDue } from "./claim.ts";
import { recover } from "./recover.ts";
import { settle } from "./settle.ts";

const refused = (code: string): SendOutcome => ({ kind: "failed", error: { code, message: "No", retryable: false } });

const logged: string[] = [];
beforeEach(() => void vi.spyOn(console, "error").mockImplementation((line) => void logged.push(String(line))));
afterEach(() => {
  vi.restoreAllMocks();
  logged.length = 0;
});

describe("a channel that cannot send", () => {
  it("keeps its messages until it is connected again", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      world.connect({ state: "error" });
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "sent", externalId: "wamid.1" }));
      const sender = createSender(world.account, world.deps(send));
      expect(await sender.drain()).toBe(world.now + SENDING_MAX_MS);
      expect(send).not.toHaveBeenCalled();
      world.connect();
      expect(await sender.drain()).toBeUndefined();
      expect(world.message(id).status).toBe("sent");
    }));

  it("gives them up after a day", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      world.connect({ state: "disabled" });
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "sent", externalId: "wamid.1" }));
      await world.run(createSender(world.account, world.deps(send)));
      expect(send).not.toHaveBeenCalled();
      expect(world.message(id).status).toBe("failed");
      expect(world.errorOf(id)).toMatchObject({ code: "expired", retryable: true });
    }));

  it("fails a message whose credentials do not open, without a call and without a word of them", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "sent", externalId: "wamid.1" }));
      const openCredentials = () => Promise.reject(new Error("secret 4f2a"));
      await world.run(createSender(world.account, world.deps(send, { openCredentials })));
      expect(send).not.toHaveBeenCalled();
      expect(world.errorOf(id)).toMatchObject({ code: "credentials_unreadable" });
      expect(world.message(id).error).not.toContain("4f2a");
      expect(logged.join()).toContain("outbox_credentials_unreadable");
      expect(logged.join()).not.toContain("4f2a");
    }));

  it("claims nothing before its credentials are open: dying there costs no certainty", () =>
    inOutboxWorld(async (world) => {
      world.reply(world.conversation("447700900417"));
      const asked: string[] = [];
      const openCredentials: SendDeps["openCredentials"] = ({ id }) => {
        asked.push(id);
        return new Promise(() => undefined);
      };
      void createSender(
        world.account,
        world.deps(async () => refused("1"), { openCredentials }),
      ).drain();
      await vi.waitFor(() => expect(asked).toEqual([world.integrationId]));
      expect(world.outbox()).toMatchObject([{ state: "queued", attempts: 0 }]);
    }));

  it("opens them once for many messages, and anew when they were replaced meanwhile", () =>
    inOutboxWorld(async (world) => {
      for (let at = 0; at < 10; at++) world.reply(world.conversation(`44770090010${at}`));
      const openCredentials = vi.fn(async ({ version }: { version: number }) => ({ accessToken: `token ${version}` }));
      const used = new Set<string | undefined>();
      const deps = world.deps(async ({ echoId }) => ({ kind: "sent", externalId: `wamid.${echoId}` }), {
        openCredentials,
        handlersOf: () => ({
          pace: { install: { burst: 80, perSecond: 80 }, person: { burst: 45, perSecond: 1 } },
          send: async ({ echoId }, { accessToken }) => {
            if (used.size === 0) world.connect();
            used.add(accessToken);
            return { kind: "sent", externalId: `wamid.${echoId}` };
          },
        }),
      });
      await world.run(createSender(world.account, deps));
      expect([...used]).toEqual(["token 1", "token 2"]);
      expect(openCredentials).toHaveBeenCalledTimes(2);
    }));

  it("fails a message of a module this version does not have", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      await world.run(
        createSender(
          world.account,
          world.deps(async () => refused("1"), { handlersOf: () => undefined }),
        ),
      );
      expect(world.errorOf(id)).toMatchObject({ code: "no_module" });
    }));
});

describe("a fault of our own", () => {
  it("in the module's send is unknown", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      await world.run(
        createSender(
          world.account,
          world.deps(() => Promise.reject(new Error("boom"))),
        ),
      );
      expect(world.message(id).status).toBe("unknown");
    }));

  it("in settling is unknown, and the conversation goes on", () =>
    inOutboxWorld(async (world) => {
      const conversation = world.conversation("447700900417");
      const [id, next] = [world.reply(conversation), world.reply(conversation)];
      let first = true;
      const broken: typeof settle = (...given) => {
        if (first) {
          first = false;
          throw new Error("the disk is full");
        }
        settle(...given);
      };
      const deps = world.deps(async ({ echoId }) => ({ kind: "sent", externalId: `wamid.${echoId}` }));
      await world.run(createSender(world.account, deps, { claimDue, recover, settle: broken }));
      expect(world.message(id).status).toBe("unknown");
      expect(world.message(next).status).toBe("sent");
    }));

  it("in claiming ends the run without a throw, to be tried again soon", () =>
    inOutboxWorld(async (world) => {
      world.reply(world.conversation("447700900417"));
      const broken = (): never => {
        throw new Error("the disk is full");
      };
      const sender = createSender(
        world.account,
        world.deps(async () => refused("1")),
        { recover, settle, claimDue: broken },
      );
      expect(await sender.drain()).toBe(world.now + FAULT_PAUSE_MS);
    }));
});

describe("the real ways out", () => {
  it("open what was sealed for this account, and only that", () =>
    inOutboxWorld(async ({ account, integrationId }) => {
      const vault = createVault(account.env.VAULT_KEYS);
      const place = {
        tenantId: account.tenantId,
        module: "whatsapp",
        integrationId,
        field: "*",
        store: "account",
      } as const;
      const secrets = JSON.stringify({ accessToken: "EAAG" });
      const { openCredentials } = sendDeps(account);
      const row = {
        id: integrationId,
        module: "whatsapp",
        state: "connected",
        config: {},
        open: { phoneNumberId: "5106" },
        sandbox: false,
        version: 1,
        updatedAt: 0,
      };
      const ours = (await vault.seal(secrets, place)).sealed;
      expect(await openCredentials({ ...row, sealed: ours })).toEqual({ phoneNumberId: "5106", accessToken: "EAAG" });
      const anothers = (await vault.seal(secrets, { ...place, tenantId: "ten_other" })).sealed;
      await expect(openCredentials({ ...row, sealed: anothers })).rejects.toMatchObject({ reason: "refused" });
    }));
});
