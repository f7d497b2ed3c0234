import { describe, expect, it } from "vitest";
import type { ProviderTemplate, TemplateReading } from "../../../modules/module.ts";
import type { InboundNotice } from "../../../schema/inbound/event.ts";
import { userActor } from "../account.test-kit.ts";
import { ingest } from "../ingest/ingest.ts";
import { removeIntegration } from "../integrations/remove-integration.ts";
import { inOutboxWorld, type OutboxWorld } from "../sending/outbox-world.test-kit.ts";
import { ASK_AGAIN_AFTER_MS, askTemplates, listTemplateSyncs } from "./ask-templates.ts";
import { createTemplateReader, READ_EVERY_MS } from "./template-reader.ts";
import { READING_LEASE_MS } from "./template-syncs.ts";

const template = (name: string, given: Partial<ProviderTemplate> = {}): ProviderTemplate => ({
  externalId: `id-${name}`,
  name,
  language: "en",
  category: "utility",
  status: "approved",
  reason: null,
  quality: null,
  shape: { body: `Hello from ${name}`, buttons: [], examples: {} },
  ...given,
});
const listed = (...templates: ProviderTemplate[]): TemplateReading => ({ kind: "read", templates, cut: false });
const TROUBLE = { code: "131000", message: "Something failed.", retryable: true };

/** A reader whose provider gives these answers, the last one from then on. `while` runs as it answers. */
function reader(world: OutboxWorld, answers: TemplateReading[], during: () => void = () => undefined) {
  const asked: number[] = [];
  const made = createTemplateReader(world.account, {
    openCredentials: async () => ({ accessToken: "token" }),
    providerFor: () => async () => new Response(),
    handlersOf: (module) =>
      module !== "whatsapp"
        ? {}
        : {
            async listTemplates() {
              asked.push(world.now);
              during();
              return (answers.length > 1 ? answers.shift() : answers[0]) ?? listed();
            },
          },
  });
  /** Everything that is due now, then when it wants to be called. */
  const turn = async (): Promise<number | undefined> => {
    for (let round = 0; round < 10; round++) {
      const before = asked.length;
      const next = made.turn();
      await made.idle();
      if (asked.length === before) return next;
    }
    throw new Error("it goes on reading");
  };
  return { asked, turn };
}

const rows = (world: OutboxWorld) =>
  world.all<{ name: string; status: string; reason: string | null }>(
    "SELECT name, status, reason FROM templates ORDER BY name",
  );
const names = (world: OutboxWorld) => rows(world).map(({ name }) => name);
const hear = (world: OutboxWorld, about: InboundNotice["template"], at = world.now): void => {
  const notice: InboundNotice = {
    kind: "notice",
    channel: "whatsapp",
    integrationId: world.integrationId,
    externalId: crypto.randomUUID(),
    at,
    level: "warning",
    type: "message_template_status_update",
    text: "A template",
    ...(about === undefined ? {} : { template: about }),
  };
  ingest(world.account, world.kit.system, { events: [notice] });
};

describe("a number's templates", () => {
  it("are read once connected, then once a day", () =>
    inOutboxWorld(async (world) => {
      const { asked, turn } = reader(world, [listed(template("a"), template("b")), listed(template("b"))]);
      expect(await turn()).toBe(world.now + READ_EVERY_MS);
      expect(names(world)).toEqual(["a", "b"]);
      world.now += READ_EVERY_MS - 1;
      await turn();
      expect(asked).toHaveLength(1);
      world.now += 1;
      await turn();
      expect(asked).toHaveLength(2);
      expect(names(world)).toEqual(["b"]);
      expect(world.one("SELECT count(*) AS n FROM audit WHERE action = 'templates.read'")).toEqual({ n: 2 });
    }));

  it("are read anew with other credentials, and not while disconnected", () =>
    inOutboxWorld(async (world) => {
      const { asked, turn } = reader(world, [listed()]);
      await turn();
      world.connect({ state: "disabled" });
      expect(await turn()).toBeUndefined();
      expect(asked).toHaveLength(1);
      world.connect();
      await turn();
      expect(asked).toHaveLength(2);
      world.connect({ module: "instagram" });
      await turn();
      expect(asked).toHaveLength(2);
    }));

  it("stay as they are while the provider does not answer, which is tried again ever more rarely", () =>
    inOutboxWorld(async (world) => {
      const { asked, turn } = reader(world, [listed(template("a")), { kind: "retry", error: TROUBLE }]);
      await turn();
      world.now += READ_EVERY_MS;
      const waits: number[] = [];
      for (let round = 0; round < 12; round++) {
        const next = (await turn()) ?? 0;
        waits.push((next - world.now) / 60_000);
        world.now = next;
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
      expect(asked).toHaveLength(13);
      expect(names(world)).toEqual(["a"]);
      expect(listTemplateSyncs(world.account, world.kit.system)).toMatchObject([{ error: TROUBLE }]);
    }));

  it("that are cut off take nothing away", () =>
    inOutboxWorld(async (world) => {
      const { turn } = reader(world, [listed(template("a")), { kind: "read", templates: [template("b")], cut: true }]);
      await turn();
      world.now += READ_EVERY_MS;
      await turn();
      expect(names(world)).toEqual(["a", "b"]);
      expect(listTemplateSyncs(world.account, world.kit.system)).toMatchObject([{ cut: true }]);
    }));

  it("go with their number, also while they are being read", () =>
    inOutboxWorld(async (world) => {
      const remove = (): void =>
        void removeIntegration(world.account, world.kit.system, { id: world.integrationId, version: 99 });
      await reader(world, [listed(template("a"))], remove).turn();
      expect(names(world)).toEqual([]);
      expect(world.all("SELECT * FROM template_syncs")).toEqual([]);
    }));

  it("are read again after a process died over them, once its time is over", () =>
    inOutboxWorld(async (world) => {
      const dead = createTemplateReader(world.account, {
        openCredentials: () => new Promise(() => undefined),
        providerFor: () => async () => new Response(),
        handlersOf: () => ({ listTemplates: async () => listed() }),
      });
      dead.turn();
      const { asked, turn } = reader(world, [listed(template("a"))]);
      expect(await turn()).toBe(world.now + READING_LEASE_MS);
      expect(asked).toEqual([]);
      world.now += READING_LEASE_MS;
      await turn();
      expect(names(world)).toEqual(["a"]);
    }));
});

describe("what a provider says of one template", () => {
  it("counts at once, and has the list read again within a minute", () =>
    inOutboxWorld(async (world) => {
      const { asked, turn } = reader(world, [listed(template("a"))]);
      await turn();
      world.now += 5_000;
      hear(world, { externalId: "id-a", status: "paused", reason: "low quality" });
      expect(rows(world)).toEqual([{ name: "a", status: "paused", reason: "low quality" }]);
      const next = await turn();
      expect(next).toBeLessThanOrEqual(world.now + 60_000);
      world.now = next ?? 0;
      await turn();
      expect(asked).toHaveLength(2);
      expect(rows(world)[0]?.status).toBe("approved");
    }));

  it("is not undone by an older word, nor by a list that was asked for before", () =>
    inOutboxWorld(async (world) => {
      let told = false;
      const { turn } = reader(world, [listed(template("a"))], () => {
        if (told) hear(world, { name: "a", language: "en", status: "disabled", reason: null });
      });
      await turn();
      hear(world, { externalId: "id-a", status: "paused" }, world.now - 60_000);
      hear(world, { externalId: "id-a", status: "rejected" }, world.now - 120_000);
      expect(rows(world)[0]?.status).toBe("paused");
      world.now += READ_EVERY_MS;
      told = true;
      const next = await turn();
      expect(rows(world)[0]?.status).toBe("disabled");
      // What was told meanwhile is looked into soon.
      expect(next).toBeLessThanOrEqual(world.now + 60_001);
    }));

  it("reaches no other template", () =>
    inOutboxWorld(async (world) => {
      await reader(world, [listed(template("a"), template("b"))]).turn();
      hear(world, { externalId: "id-b", status: "paused", reason: "x" });
      hear(world, { name: "a", language: "es", status: "paused" });
      hear(world, {});
      expect(rows(world).map(({ status }) => status)).toEqual(["approved", "paused"]);
    }));
});

describe("asking for them", () => {
  it("has them read now, at most every ten seconds, and not by those who only look", () =>
    inOutboxWorld(async (world) => {
      const member = userActor(world.kit.tenantId, "subaccount_member");
      const { asked, turn } = reader(world, [listed()]);
      expect(askTemplates(world.account, member)).toMatchObject([{ state: "waiting", syncedAt: null }]);
      await turn();
      expect(askTemplates(world.account, member)).toMatchObject([{ state: "done" }]);
      await turn();
      expect(asked).toHaveLength(1);
      world.now += ASK_AGAIN_AFTER_MS;
      expect(askTemplates(world.account, member)).toMatchObject([{ state: "waiting" }]);
      await turn();
      expect(asked).toHaveLength(2);
      const viewer = userActor(world.kit.tenantId, "subaccount_viewer");
      expect(() => askTemplates(world.account, viewer)).toThrow(/role/);
      expect(listTemplateSyncs(world.account, viewer)).toMatchObject([{ state: "done" }]);
    }));
});
