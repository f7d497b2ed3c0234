import { beforeAll, describe, expect, it } from "vitest";
import { parseWebhook } from "../../modules/whatsapp/inbound/parse-webhook.ts";
import {
  eventsOf,
  ODD_VALUES,
  pathsOf,
  RECEIVED_AT,
  withValueAt,
} from "../../modules/whatsapp/inbound/webhook-bodies.test-kit.ts";
import { InboundEvent } from "../../schema/inbound/event.ts";
import type { Message } from "../../schema/contracts/messages.ts";
import { makeWorld, prepared, type World } from "../world.test-kit.ts";
import { play, settled, type Shown } from "./sample-player.test-kit.ts";
import { ACCOUNT } from "./shapes/account.test-kit.ts";
import { CHANGES } from "./shapes/changes.test-kit.ts";
import { CHOICES_AND_WORDS } from "./shapes/choices-and-words.test-kit.ts";
import { ECHOES_AND_PAST } from "./shapes/echoes-and-past.test-kit.ts";
import { ENVELOPE } from "./shapes/envelope.test-kit.ts";
import { FILES_AND_PLACES } from "./shapes/files-and-places.test-kit.ts";
import { PEOPLE } from "./shapes/people.test-kit.ts";

const SHAPES = [
  ...FILES_AND_PLACES,
  ...CHOICES_AND_WORDS,
  ...PEOPLE,
  ...CHANGES,
  ...ECHOES_AND_PAST,
  ...ACCOUNT,
  ...ENVELOPE,
];

/** entry, its place, changes, its place, value. */
const VALUE_DEPTH = 5;

let world: World;
let agency: string;

beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
});

describe("further shapes of Meta's reference, through the door", () => {
  it.each(SHAPES.map((shape) => [shape.name, shape] as const))("%s", async (_name, shape) => {
    const quarantined = await quarantine();
    const played = await play(world, agency, shape);
    expect(played.http).toBe(200);
    expect(settled(played.again)).toEqual(settled(played.after));
    expect(played.after.B).toEqual(played.before.B);
    expect((await quarantine()) - quarantined).toBe(shape.strays ?? 0);

    const { A: before } = played.before;
    const { A: after } = played.after;
    const known = new Set(before.messages.map(({ id }) => id));
    const added = after.messages.filter(({ id }) => !known.has(id)).toReversed();
    expect(added).toMatchObject(shape.adds ?? []);
    const isTarget = ({ externalId }: Message) => externalId === "wamid.t";
    expect(after.messages.find(isTarget) ?? {}).toMatchObject(shape.target ?? before.messages.find(isTarget) ?? {});
    const others = (messages: Message[]) => messages.filter((message) => known.has(message.id) && !isTarget(message));
    expect(others(after.messages)).toEqual(others(before.messages));
    expect(after.notices).toMatchObject(shape.notices ?? []);
    const people = shape.adds === undefined ? before.contacts : after.contacts;
    expect(after.contacts).toMatchObject(shape.contacts ?? people.map(() => ({})));
    expect(after.activities).toEqual(
      expect.arrayContaining((shape.activities ?? []).map((activity) => expect.objectContaining(activity))),
    );
    expect(unread(after) - unread(before)).toBe(shape.unread ?? shape.adds?.length ?? 0);
    shape.check?.(after);
  });
});

describe("any odd value in any place of a shape", () => {
  it.each(SHAPES.map((shape) => [shape.name, shape] as const))("%s", (_name, { payload }) => {
    // The envelope around them is the same for all, and tried with the samples.
    for (const path of pathsOf(payload).filter(({ length }) => length > VALUE_DEPTH)) {
      for (const value of ODD_VALUES) {
        const parsed = parseWebhook(withValueAt(payload, path, value), RECEIVED_AT);
        expect(() => JSON.stringify(parsed)).not.toThrow();
        for (const event of eventsOf(parsed)) InboundEvent.parse({ ...event, integrationId: "int_x" });
      }
    }
  });
});

function unread({ conversations }: Shown): number {
  return conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
}

/** Parts in quarantine so far. */
async function quarantine(): Promise<number> {
  const row = await prepared("SELECT coalesce(sum(items), 0) AS items FROM quarantine").first<{ items: number }>();
  return row?.items ?? 0;
}
