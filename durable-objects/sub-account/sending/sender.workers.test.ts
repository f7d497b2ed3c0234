import { describe, expect, it, vi } from "vitest";
import type { SendOutcome } from "../../../modules/module.ts";
import { createVault } from "../../kit/vault.ts";
import { type SendDeps, sendDeps } from "./deps.ts";
import { ATTEMPTS_MAX, FAULT_PAUSE_MS, SENDING_MAX_MS } from "./limits.ts";
import { inOutboxWorld } from "./outbox-world.test-kit.ts";
import { createSender } from "./sender.ts";
import { claimDue } from "./claim.ts";
import { recover } from "./recover.ts";
import { settle } from "./settle.ts";

const error = { code: "131056", message: "Too many messages", retryable: true };
const refused = (code: string): SendOutcome => ({ kind: "failed", error: { code, message: "No", retryable: false } });

describe("a message on its way", () => {
  it("is marked as sending before the provider hears of it, then sent, and every step is heard", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"), "It is ready");
      const seen: unknown[] = [];
      const sender = createSender(
        world.account,
        world.deps(async (message) => {
          seen.push(message, world.outbox(), world.message(id).status);
          return { kind: "sent", externalId: "wamid.1" };
        }),
      );
      expect(await sender.drain()).toBeUndefined();
      expect(seen).toEqual([
        {
          echoId: id,
          to: expect.arrayContaining([{ kind: "whatsapp", value: "447700900417" }]),
          text: "It is ready",
          attempt: 1,
        },
        [expect.objectContaining({ messageId: id, state: "sending", attempts: 1 })],
        "sending",
      ]);
      expect(world.message(id)).toEqual({ status: "sent", error: null, externalId: "wamid.1" });
      expect(world.outbox()).toEqual([]);
      expect(world.statusesHeard(id)).toEqual(["queued", "sending", "sent"]);
      expect(world.heard.findLast(({ entity }) => entity === "conversation")?.doc.lastMessage?.status).toBe("sent");
    }));

  it("dials the number as it was received, not its canonical key", () =>
    inOutboxWorld(async (world) => {
      world.reply(world.conversation("5215512345678"));
      const to: unknown[] = [];
      const sender = createSender(
        world.account,
        world.deps(async (message) => {
          to.push(...message.to);
          return refused("1");
        }),
      );
      await sender.drain();
      expect(to).toContainEqual({ kind: "whatsapp", value: "5215512345678" });
    }));

  it("dials the spelling that was received last", () =>
    inOutboxWorld(async (world) => {
      const first = world.conversation("5215512345678");
      const again = world.conversation("525512345678");
      expect(again).toBe(first);
      world.reply(first);
      const to: unknown[] = [];
      const sender = createSender(
        world.account,
        world.deps(async (message) => {
          to.push(...message.to);
          return refused("1");
        }),
      );
      await sender.drain();
      expect(to).toContainEqual({ kind: "whatsapp", value: "525512345678" });
    }));

  it("takes up a status that came before the provider's answer did", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const sender = createSender(
        world.account,
        world.deps(async () => {
          world.status("wamid.1", "delivered");
          return { kind: "sent", externalId: "wamid.1" };
        }),
      );
      await sender.drain();
      expect(world.message(id)).toMatchObject({ status: "delivered", externalId: "wamid.1" });
      expect(world.one("SELECT count(*) AS waiting FROM early_statuses")).toEqual({ waiting: 0 });
    }));

  it.each([
    ["delivered", { kind: "sent", externalId: "wamid.1" }, "delivered"],
    ["delivered", { kind: "unknown", error }, "delivered"],
    ["failed", { kind: "sent", externalId: "wamid.1" }, "failed"],
  ] as const)("stands as %s by webhook when the answer %j comes after it", (status, outcome, final) =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const sender = createSender(
        world.account,
        world.deps(async ({ echoId }) => {
          world.status("wamid.1", status, { echoId, ...(status === "failed" ? { error } : {}) });
          return outcome;
        }),
      );
      await sender.drain();
      expect(world.message(id)).toMatchObject({ status: final, externalId: "wamid.1" });
      expect(world.outbox()).toEqual([]);
    }),
  );

  it("ends unknown when the answer was lost, is not sent again, and a status settles it", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "unknown", error }));
      const sender = createSender(world.account, world.deps(send));
      await world.run(sender);
      world.now += SENDING_MAX_MS;
      await world.run(sender);
      expect(send).toHaveBeenCalledOnce();
      expect(world.message(id).status).toBe("unknown");
      world.status("wamid.7", "delivered", { echoId: id });
      expect(world.message(id)).toMatchObject({ status: "delivered", externalId: "wamid.7", error: null });
    }));

  it("is not given the id of another message, whatever the provider answers", () =>
    inOutboxWorld(async (world) => {
      const conversation = world.conversation("447700900417");
      const ids = [world.reply(conversation), world.reply(conversation)];
      const sender = createSender(
        world.account,
        world.deps(async () => ({ kind: "sent", externalId: "wamid.same" })),
      );
      await world.run(sender);
      expect(ids.map((id) => world.message(id))).toMatchObject([
        { status: "sent", externalId: "wamid.same" },
        { status: "sent", externalId: null },
      ]);
    }));
});

describe("a refusal", () => {
  it("that may pass is waited out as long as the provider asks, the message still on its way", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const began = world.now;
      const times: number[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ attempt }) => {
          times.push(world.now - began);
          return attempt < 4
            ? { kind: "retry", afterMs: 4 ** attempt * 1000, error }
            : { kind: "sent", externalId: "wamid.1" };
        }),
      );
      await world.run(sender);
      expect(times).toEqual([0, 4_000, 20_000, 84_000]);
      expect(world.statusesHeard(id)).toEqual(["queued", "sending", "sent"]);
    }));

  it("that never passes ends the message after ten tries, with the provider's reason", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "retry", afterMs: 1_000, error }));
      await world.run(createSender(world.account, world.deps(send)));
      expect(send).toHaveBeenCalledTimes(ATTEMPTS_MAX);
      expect(world.message(id).status).toBe("failed");
      expect(world.errorOf(id)).toEqual(error);
    }));

  it("that would outlast the day ends the message now", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      const send = vi.fn(async (): Promise<SendOutcome> => ({ kind: "retry", afterMs: SENDING_MAX_MS, error }));
      await world.run(createSender(world.account, world.deps(send)));
      expect(send).toHaveBeenCalledOnce();
      expect(world.message(id).status).toBe("failed");
    }));

  it("that is final fails the message at once, and the timeline says why", () =>
    inOutboxWorld(async (world) => {
      const id = world.reply(world.conversation("447700900417"));
      await world.run(
        createSender(
          world.account,
          world.deps(async () => refused("131047")),
        ),
      );
      expect(world.message(id).status).toBe("failed");
      expect(
        world.one<{ detail: string }>("SELECT detail FROM activities WHERE type = 'message.failed'").detail,
      ).toContain("131047");
    }));
});

describe("order and pace", () => {
  it("keeps a conversation's order: a later message waits for an earlier one, even for its backoff", () =>
    inOutboxWorld(async (world) => {
      const [slow, other] = [world.conversation("447700900001"), world.conversation("447700900002")];
      const texts = ["one", "two", "three"].map((text) => (world.reply(slow, text), text));
      world.reply(other, "beside");
      const said: string[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ text, attempt }) => {
          if (text === "one" && attempt === 1) return { kind: "retry", afterMs: 60_000, error };
          said.push(text);
          return { kind: "sent", externalId: `wamid.${text}` };
        }),
      );
      await sender.drain();
      expect(said).toEqual(["beside"]);
      await world.run(sender);
      expect(said).toEqual(["beside", ...texts]);
    }));

  it("sends to at most six people at once, and a slow one holds up nobody else", () =>
    inOutboxWorld(async (world) => {
      for (let at = 0; at < 12; at++) world.reply(world.conversation(`4477009001${String(at).padStart(2, "0")}`));
      let atOnce = 0;
      let most = 0;
      const release: (() => void)[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ echoId }) => {
          most = Math.max(most, ++atOnce);
          await new Promise<void>((resolve) => release.push(resolve));
          atOnce--;
          return { kind: "sent", externalId: `wamid.${echoId}` };
        }),
      );
      const running = sender.drain();
      await vi.waitFor(() => expect(release).toHaveLength(6));
      // One goes on being slow; the other five places are used again and again.
      for (let at = 1; at < 12; at++) {
        await vi.waitFor(() => expect(release.length).toBeGreaterThan(at));
        release[at]?.();
      }
      await vi.waitFor(() => expect(world.outbox()).toHaveLength(1));
      release[0]?.();
      await running;
      expect(most).toBe(6);
      expect(world.outbox()).toEqual([]);
    }));

  it("starts what becomes due while another send is under way", () =>
    inOutboxWorld(async (world) => {
      const [one, two] = [world.conversation("447700900001"), world.conversation("447700900002")];
      world.reply(one, "slow");
      let release = (): void => undefined;
      const said: string[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ text }) => {
          said.push(text);
          if (text === "slow") await new Promise<void>((resolve) => (release = resolve));
          return { kind: "sent", externalId: `wamid.${text}` };
        }),
      );
      const running = sender.drain();
      await vi.waitFor(() => expect(said).toEqual(["slow"]));
      world.reply(two, "quick");
      await vi.waitFor(() => expect(said).toEqual(["slow", "quick"]));
      release();
      await running;
    }));

  it("gives one person 45 at once, then one every six seconds, and others are not held up", () =>
    inOutboxWorld(async (world) => {
      const [busy, other] = [world.conversation("447700900001"), world.conversation("447700900002")];
      for (let at = 0; at < 48; at++) world.reply(busy, `busy ${at}`);
      const began = world.now;
      const times: number[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ text, echoId }) => {
          if (text.startsWith("busy")) times.push(world.now - began);
          return { kind: "sent", externalId: `wamid.${echoId}` };
        }),
      );
      await sender.drain();
      expect(times).toHaveLength(45);
      const id = world.reply(other, "hello");
      await sender.drain();
      expect(world.message(id).status).toBe("sent");
      await world.run(sender);
      expect(times.slice(45)).toEqual([6_000, 12_000, 18_000]);
    }));

  it("gives a number 80 a second", () =>
    inOutboxWorld(async (world) => {
      for (let at = 0; at < 100; at++) world.reply(world.conversation(`447701${String(at).padStart(6, "0")}`));
      const began = world.now;
      const times: number[] = [];
      const sender = createSender(
        world.account,
        world.deps(async ({ echoId }) => {
          times.push(world.now - began);
          return { kind: "sent", externalId: `wamid.${echoId}` };
        }),
      );
      await sender.drain();
      expect(times).toHaveLength(80);
      await world.run(sender);
      expect(times).toHaveLength(100);
      expect(times.at(-1)).toBeGreaterThanOrEqual(240);
      expect(times.at(-1)).toBeLessThanOrEqual(300);
    }));
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
