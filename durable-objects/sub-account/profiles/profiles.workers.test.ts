import { describe, expect, it } from "vitest";
import type { ProfileOutcome } from "../../../modules/module.ts";
import { userActor } from "../account.test-kit.ts";
import { deleteDocument } from "../collections/remove.ts";
import { updateDocument } from "../collections/update.ts";
import { ingest } from "../ingest/ingest.ts";
import type { PersonId } from "../people/identities.ts";
import { inOutboxWorld, type OutboxWorld } from "../sending/outbox-world.test-kit.ts";
import { createProfileReader } from "./profile-reader.ts";

const PERSON: PersonId = { kind: "instagram", value: "6120047731905528", display: "6120047731905528" };
const NOOR: ProfileOutcome = { kind: "found", name: "Noor Haddad", username: "noor.h" };

/** Someone writes over Instagram, whose webhooks bring no name. */
function writes(world: OutboxWorld, id = PERSON): string {
  world.connect({ module: "instagram" });
  const message = world.kit.message({ channel: "instagram", at: world.now, person: { ids: [id] } });
  ingest(world.account, world.kit.system, { events: [message] });
  return world.one<{ id: string }>("SELECT contact_id AS id FROM identities WHERE value = ?", id.value).id;
}

/** The provider answers these, the last one from then on. */
function reader(world: OutboxWorld, answers: (ProfileOutcome | Error)[]) {
  const asked: string[] = [];
  const profiles = createProfileReader(world.account, {
    openCredentials: async () => ({ accessToken: "token" }),
    providerFor: () => async () => new Response(),
    handlersOf: () => ({
      async readProfile(personId) {
        asked.push(personId);
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        if (answer instanceof Error || answer === undefined) throw answer ?? new Error("nobody answers");
        return answer;
      },
    }),
  });
  const turn = async (): Promise<number | undefined> => {
    profiles.turn();
    await profiles.idle();
    return profiles.turn();
  };
  return { asked, turn };
}

const nameOf = (world: OutboxWorld, id: string) =>
  world.one<{ name: string }>("SELECT name FROM contacts WHERE id = ?", id).name;

describe("a person whose webhooks bring no name", () => {
  it("is named by their id until the provider tells", () =>
    inOutboxWorld(async (world) => {
      const id = writes(world);
      expect(nameOf(world, id)).toBe("Instagram 6120047731905528");
      const { asked, turn } = reader(world, [NOOR]);
      expect(await turn()).toBeUndefined();
      expect(asked).toEqual([PERSON.value]);
      expect(nameOf(world, id)).toBe("Noor Haddad");
      expect(world.one("SELECT display, value FROM identities")).toEqual({ display: "@noor.h", value: PERSON.value });
      expect(world.heard.filter(({ entity, op }) => op === "updated" && entity !== "message").length).toBeGreaterThan(
        1,
      );
      expect(world.one("SELECT count(*) AS n FROM audit WHERE action = 'contact.named'")).toEqual({ n: 1 });
    }));

  it("is asked for once, however often they write", () =>
    inOutboxWorld(async (world) => {
      writes(world);
      const { asked, turn } = reader(world, [NOOR]);
      await turn();
      writes(world);
      await turn();
      expect(asked).toHaveLength(1);
    }));

  it("goes by the handle where there is no name, and by the id where nobody says", () =>
    inOutboxWorld(async (world) => {
      const id = writes(world);
      await reader(world, [{ kind: "found", username: "noor.h" }]).turn();
      expect(nameOf(world, id)).toBe("@noor.h");
      const other = writes(world, { ...PERSON, value: "6999", display: "6999" });
      expect(await reader(world, [{ kind: "none" }]).turn()).toBeUndefined();
      expect(nameOf(world, other)).toBe("Instagram 6999");
    }));

  it("keeps the name a person of the team gave meanwhile", () =>
    inOutboxWorld(async (world) => {
      const id = writes(world);
      const actor = userActor(world.kit.tenantId, "subaccount_admin");
      updateDocument(world.account, actor, { collection: "contacts", id, data: { name: "Aunt Noor" } });
      await reader(world, [NOOR]).turn();
      expect(nameOf(world, id)).toBe("Aunt Noor");
    }));

  it("is asked for again, later each time, and at last no more", () =>
    inOutboxWorld(async (world) => {
      writes(world);
      const { asked, turn } = reader(world, [{ kind: "retry" }]);
      const waits: number[] = [];
      for (let next = await turn(); next !== undefined; next = await turn()) {
        waits.push(next - world.now);
        world.now = next;
      }
      expect(asked).toHaveLength(6);
      expect(waits).toEqual(waits.toSorted((a, b) => a - b));
      expect(world.one("SELECT count(*) AS n FROM profile_lookups")).toEqual({ n: 0 });
    }));

  it("is asked for again when asking broke, once whoever asked must be dead", () =>
    inOutboxWorld(async (world) => {
      const id = writes(world);
      const { turn } = reader(world, [new Error("broken"), NOOR]);
      const next = await turn();
      expect(nameOf(world, id)).toBe("Instagram 6120047731905528");
      world.now = next ?? 0;
      await turn();
      expect(nameOf(world, id)).toBe("Noor Haddad");
    }));

  it("is forgotten with the contact", () =>
    inOutboxWorld(async (world) => {
      const id = writes(world);
      const actor = userActor(world.kit.tenantId, "subaccount_admin");
      deleteDocument(world.account, actor, { collection: "contacts", id });
      const { asked, turn } = reader(world, [NOOR]);
      expect(await turn()).toBeUndefined();
      expect(asked).toEqual([]);
    }));

  it("is not asked for where a webhook brings the name", () =>
    inOutboxWorld(async (world) => {
      world.conversation("4915112345678");
      expect(world.one("SELECT count(*) AS n FROM profile_lookups")).toEqual({ n: 0 });
    }));
});
