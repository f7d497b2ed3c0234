import { beforeAll, describe, expect, it } from "vitest";
import { INSTAGRAM_SHAPES } from "../../modules/instagram/samples/shapes/index.test-kit.ts";
import type { Sample } from "../../modules/sample.test-kit.ts";
import type { Message } from "../../schema/contracts/messages.ts";
import { makeWorld, type World } from "../world.test-kit.ts";
import { play, type Played, settled, type Shown } from "./sample-player.test-kit.ts";

const FILES = import.meta.glob<Sample>("../../modules/*/samples/*.json", { eager: true, import: "default" });
const SAMPLES: readonly Sample[] = [...Object.values(FILES), ...INSTAGRAM_SHAPES];
/** Cases named for what happens rather than for the message's type. */
const NAMED_BY_CASE = new Set(["status", "echo", "batch", "malformed", "delete", "edit", "reaction", "auth", "none"]);

let world: World;
let agency: string;

beforeAll(async () => {
  world = await makeWorld();
  agency = await world.agency();
});

describe("every sample, through the door", () => {
  it("is there", () => expect(SAMPLES.length).toBeGreaterThanOrEqual(24 + 9 + 70));

  it.each(SAMPLES.map((sample) => [sample.channel, sample.name, sample] as const))(
    "%s: %s",
    async (_channel, _name, sample) => {
      const { expect: asked } = sample;
      const played = await play(world, agency, sample);
      expect(asked.http ?? [200]).toContain(played.http);
      expect(settled(played.again)).toEqual(settled(played.after));

      const wanted = wantedOf(sample, played);
      expect(factsOf(sample, played)).toMatchObject(wanted.facts);
      expect(asked.accept?.messages ?? [asked.messages]).toContain(written(played).length);
      const visible = JSON.stringify([played.after.A.messages, played.after.B.messages]);
      for (const text of wanted.texts) expect(visible).toContain(JSON.stringify(text).slice(1, -1));
      for (const text of wanted.gone) expect(JSON.stringify(played.after)).not.toContain(text);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    },
  );
});

/** What the sample asks for, in the form of `factsOf`. */
function wantedOf({ expect: asked, seed = [] }: Sample, played: Played) {
  const has = (key: keyof Sample["expect"]) => asked[key] !== undefined;
  const isNamed = !NAMED_BY_CASE.has(asked.type) && freshOf(played).length > 0;
  const { source_type: sourceType, source_id: sourceId, headline } = asked.attribution ?? {};
  return {
    facts: {
      echoes: asked.echoes,
      reactions: asked.reactions,
      edits: asked.edits ?? 0,
      deletes: asked.deletes ?? 0,
      statuses: asked.statuses,
      // Only what customers write counts as unread.
      unread: written(played).length,
      ...(asked.ignored ? { shown: contentOf(played.before) } : {}),
      ...(isNamed
        ? { type: asked.type, placeholder: asked.placeholder ?? false, attachments: asked.attachments ?? 0 }
        : {}),
      ...(has("reply_to") ? { replyTo: idOf(played, asked.reply_to) ?? asked.reply_to } : {}),
      ...(has("payload_id") ? { payloadId: asked.payload_id } : {}),
      ...(has("attribution")
        ? { referral: { sourceType, sourceId, headline }, source: `Ad: ${headline ?? ""}`, referred: [sourceId] }
        : {}),
      ...(has("emoji") ? { target: { reactions: [{ emoji: asked.emoji }] } } : {}),
      ...(asked.edits === 1 ? { target: { text: asked.text, originalText: seed[0]?.text } } : {}),
      ...(asked.deletes === 1 ? { target: { text: null, reactions: [], attachments: [] } } : {}),
      statusOf: { ...asked.final_status, ...(has("final") ? { [asked.target ?? ""]: asked.final } : {}) },
      lines: asked.lines ?? 0,
      ...(has("at") ? { at: asked.at } : {}),
      known: expect.arrayContaining(
        [asked.contact?.phone, asked.contact?.bsuid, asked.contact?.igsid].filter((id) => id !== undefined),
      ),
      ...(asked.contact?.name === undefined ? {} : { name: asked.contact.name }),
      ...(has("per_contact") ? { contacts: asked.per_contact } : {}),
      ...(has("per_tenant") ? { perTenant: asked.per_tenant } : {}),
    },
    texts: [asked.accept?.text?.[0] ?? asked.text, ...(asked.texts ?? []), asked.emoji].filter(
      (text) => typeof text === "string",
    ),
    gone: [...(asked.deletes === 1 ? seed.map(({ text }) => text) : []), ...(asked.never_text ?? [])],
  };
}

function factsOf({ expect: asked }: Sample, played: Played) {
  const { before, after } = played;
  const { A, B } = after;
  const fresh = freshOf(played);
  const [first] = fresh;
  const added = (count: (message: Message) => number) => countOf(A, count) - countOf(before.A, count);
  return {
    echoes: fresh.filter(({ direction }) => direction === "out").length,
    reactions: added(({ reactions }) => reactions.length),
    edits: added(({ editedAt }) => Number(editedAt !== undefined)),
    deletes: added(({ deletedAt }) => Number(deletedAt !== undefined)),
    statuses: A.messages.filter(({ id, status }) =>
      before.A.messages.some((was) => was.id === id && was.status !== status),
    ).length,
    unread: unread(A) + unread(B) - unread(before.A),
    shown: contentOf(after),
    type: first?.type,
    placeholder: first?.placeholder !== undefined,
    attachments: first?.attachments.length,
    replyTo: first?.replyTo,
    payloadId: first?.content?.choice?.id,
    referral: first?.content?.referral,
    source: A.contacts[0]?.source,
    referred: A.activities.filter(({ type }) => type === "contact.referred").map(({ detail }) => detail["sourceId"]),
    target: A.messages.find(({ externalId }) => externalId === asked.target),
    lines: fresh.filter(({ author }) => author.type === "system").length,
    at: first?.createdAt,
    statusOf: Object.fromEntries(A.messages.map(({ externalId, status }) => [externalId, status])),
    known: A.contacts.flatMap(({ identities = [] }) => identities.map(({ value }) => value)),
    name: A.contacts[0]?.name,
    contacts: A.contacts.length,
    perTenant: { A: newMessages(played, "A").length, B: newMessages(played, "B").length },
  };
}

function written(played: Played): Message[] {
  return freshOf(played).filter(({ author, direction }) => direction === "in" && author.type === "contact");
}

function freshOf(played: Played): Message[] {
  return [...newMessages(played, "A"), ...newMessages(played, "B")];
}

function idOf({ after }: Played, externalId: string | undefined): string | undefined {
  return after.A.messages.find((message) => message.externalId === externalId)?.id;
}

function newMessages({ before, after }: Played, tenant: "A" | "B"): Message[] {
  const known = new Set(before[tenant].messages.map(({ id }) => id));
  return after[tenant].messages.filter(({ id }) => !known.has(id));
}

function countOf({ messages }: Shown, count: (message: Message) => number): number {
  return messages.reduce((sum, message) => sum + count(message), 0);
}

function unread({ conversations }: Shown): number {
  return conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
}

function contentOf({ A, B }: Played["after"]) {
  return [A, B].map(({ messages, contacts }) => ({ messages, contacts }));
}
