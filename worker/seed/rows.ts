import type { DemoRows } from "../../durable-objects/sub-account/demo/load-demo.ts";
import type { Author, MessageStatus } from "../../schema/contracts/messages.ts";
import { newId } from "../../schema/ids.ts";
import { canonicalPhone } from "../../schema/phone.ts";
import { DEMO_CANNED_REPLIES } from "./canned-replies.ts";
import { FAMILY_NAMES, GIVEN_NAMES } from "./names.ts";
import { type DemoAccount, HOUR, type Script } from "./script.ts";

const MINUTE_MS = 60_000;
const REPLY_WINDOW_MS = 24 * 60 * MINUTE_MS;
/** Contacts an account has in all; those without a script have not written yet. */
const CONTACTS_PER_ACCOUNT = 60;

export type DemoPeople = Readonly<Record<string, { id: string; name: string }>>;

/** The rows of one demo account, with times relative to `now` (ms). `people` are the team members its scripts name. */
export function demoRows(
  account: DemoAccount,
  where: { integrationId: string; people: DemoPeople; now: number },
): DemoRows {
  const rows: DemoRows = {
    contacts: [],
    identities: [],
    conversations: [],
    messages: [],
    activities: [],
    cannedReplies: cannedRows(account, where),
  };
  for (const [index, script] of account.scripts.entries()) addScript(rows, account, script, index, where);
  for (let index = account.scripts.length; index < CONTACTS_PER_ACCOUNT; index++)
    addQuietContact(rows, account, index, where.now);
  noteTwice(rows, account.scripts);
  return rows;
}

/** Written last week by whoever runs the account, the first ones used the most. */
function cannedRows({ agency, slug }: DemoAccount, { now, people }: { now: number; people: DemoPeople }) {
  const writer = person(people, slug === "casa-lumen" ? "ines" : agency === "harbour" ? "ruth" : "maya");
  const at = now - 7 * 24 * HOUR * MINUTE_MS;
  return (DEMO_CANNED_REPLIES[slug] ?? []).map(([shortcut, title, text], index, all) => ({
    id: newId("cannedReply"),
    shortcut,
    title,
    text,
    uses: (all.length - index) * 3,
    createdBy: writer.id,
    createdAt: at,
    updatedAt: at + index * MINUTE_MS,
  }));
}

function addScript(
  rows: DemoRows,
  account: DemoAccount,
  script: Script,
  index: number,
  where: { integrationId: string; people: DemoPeople; now: number },
): void {
  const lines = script.lines.map((line) => readLine(line, where.people));
  const times = lineTimes(script, where.now);
  const firstAt = times[0] ?? where.now;
  const lastAt = times.at(-1) ?? where.now;
  const contactId = newId("contact");
  const conversationId = newId("conversation");
  const owner = script.assignee === undefined ? null : person(where.people, script.assignee).id;
  rows.contacts.push({
    id: contactId,
    name: script.with,
    email: script.email ?? null,
    phone: script.phone === undefined ? null : `+${script.phone}`,
    stage: script.stage ?? "lead",
    source: "WhatsApp",
    owner,
    company: script.company ?? null,
    tags: [...(script.tags ?? [])],
    createdAt: firstAt,
    updatedAt: lastAt,
  });
  for (const identity of identitiesOf(script))
    rows.identities.push({ id: newId("identity"), contactId, ...identity, createdAt: firstAt });

  const lastIn = lines.findLastIndex((line) => line.kind === "in");
  const outgoing = lines.findLastIndex((line) => line.kind === "out");
  for (const [at, line] of lines.entries()) {
    const status: MessageStatus =
      line.kind === "in"
        ? "received"
        : line.kind === "note"
          ? "sent"
          : at === outgoing
            ? (script.last ?? "read")
            : "read";
    rows.messages.push({
      id: newId("message"),
      conversationId,
      integrationId: where.integrationId,
      direction: line.kind === "in" ? "in" : "out",
      type: line.kind === "note" ? "note" : line.photo ? "image" : "text",
      private: line.kind === "note",
      text: line.text,
      status,
      error: ERRORS[status] ?? null,
      externalId:
        line.kind === "note" || status === "unknown" || status === "failed"
          ? null
          : `wamid.DEMO.${account.slug}.${index}.${at}`,
      clientId: null,
      author: line.author ?? { type: "contact", id: contactId, name: script.with },
      replyTo: null,
      placeholder: line.photo ? "Sent a photo" : null,
      raw: null,
      createdAt: times[at] ?? lastAt,
      updatedAt: times[at] ?? lastAt,
    });
  }
  rows.conversations.push({
    id: conversationId,
    channel: "whatsapp",
    integrationId: where.integrationId,
    contactId,
    status: script.resolved ? "resolved" : "open",
    assignee: owner,
    labels: [...(script.labels ?? [])],
    unread: script.unread ?? 0,
    lastMessageAt: lastAt,
    lastMessageId: rows.messages.at(-1)?.id ?? null,
    windowExpiresAt: lastIn < 0 ? null : (times[lastIn] ?? lastAt) + REPLY_WINDOW_MS,
    sandbox: true,
    createdAt: firstAt,
    updatedAt: lastAt,
  });
  addActivities(rows, { contactId, conversationId, script, firstAt, lastAt, people: where.people });
}

function addActivities(
  rows: DemoRows,
  of: {
    contactId: string;
    conversationId: string;
    script: Script;
    firstAt: number;
    lastAt: number;
    people: DemoPeople;
  },
): void {
  const { contactId, conversationId, script, firstAt, lastAt, people } = of;
  const add = (
    type: string,
    createdAt: number,
    actor: { actorType: "user" | "system" | "contact"; actorId: string; actorName: string },
    detail: Record<string, unknown> = {},
  ) => rows.activities.push({ id: newId("activity"), contactId, conversationId, type, ...actor, detail, createdAt });
  add(
    "contact.created",
    firstAt,
    { actorType: "contact", actorId: contactId, actorName: script.with },
    { source: "WhatsApp" },
  );
  if (script.assignee === undefined) return;
  const assignee = person(people, script.assignee);
  const by = { actorType: "user" as const, actorId: assignee.id, actorName: assignee.name };
  add("conversation.assigned", firstAt + MINUTE_MS, by, { from: null, to: assignee.id });
  if (script.resolved) add("conversation.resolved", lastAt, by);
}

/** A contact who came by another way and has not written yet. Every choice follows from the index, so each start makes the same people. */
function addQuietContact(rows: DemoRows, account: DemoAccount, index: number, now: number): void {
  const given = pick(GIVEN_NAMES, index * 7 + account.slug.length);
  const family = pick(FAMILY_NAMES, index * 11 + account.name.length);
  const phone = `${account.numbers}${String(300 + index).padStart(12 - account.numbers.length, "0")}`;
  const createdAt = now - (index * 11 * HOUR + ((index * 37) % 55)) * MINUTE_MS;
  const id = newId("contact");
  rows.contacts.push({
    id,
    name: `${given} ${family}`,
    email:
      index % 3 === 0
        ? null
        : `${given}.${family}@mail.example`
            .toLowerCase()
            .normalize("NFD")
            .replace(/[^a-z0-9.@]/g, ""),
    phone: `+${phone}`,
    stage: pick(["lead", "lead", "qualified", "customer", "customer", "lost"] as const, index),
    source: pick(account.sources, index * 3),
    owner: null,
    company: index % 4 === 0 ? pick(account.companies, index) : null,
    tags: index % 2 === 0 ? [pick(account.tags, index * 5)] : [],
    createdAt,
    updatedAt: createdAt,
  });
  const value = canonicalPhone(phone);
  rows.identities.push({ id: newId("identity"), contactId: id, kind: "phone", value, display: `+${phone}`, createdAt });
}

/** How many of those who have not written yet turn out to have: somebody noted their number by hand, as it is dialled at home. */
const NOTED_TWICE = 2;

function noteTwice(rows: DemoRows, scripts: readonly Script[]): void {
  const numbers = scripts.flatMap(({ with: name, phone }) => (phone === undefined ? [] : [{ name, phone }]));
  for (const [back, { name, phone }] of numbers.slice(-NOTED_TWICE).entries()) {
    const contact = rows.contacts.at(-1 - back);
    const identity = rows.identities.find(({ contactId }) => contactId === contact?.id);
    if (contact === undefined || identity === undefined) throw new Error("the demo has nobody left to be noted twice");
    const dialled = `0${phone.slice(2)}`;
    Object.assign(contact, { name, phone: dialled, email: null });
    Object.assign(identity, { value: dialled, display: dialled });
  }
}

type Line = { kind: "in" | "out" | "note"; text: string; photo: boolean; author?: Author };

function readLine(line: string, people: DemoPeople): Line {
  if (line.startsWith("> ")) {
    const photo = line.startsWith("> [photo] ");
    return { kind: "in", photo, text: line.slice(photo ? "> [photo] ".length : 2) };
  }
  const said = /^([<#]) (\w+): (.+)$/s.exec(line);
  if (said?.[2] === undefined || said[3] === undefined)
    throw new Error(`a script line must start with "> ", "< who: " or "# who: ": ${line}`);
  const who = person(people, said[2]);
  return { kind: said[1] === "<" ? "out" : "note", photo: false, text: said[3], author: { type: "user", ...who } };
}

/** When each line was written: the last one `agoMinutes` before now, the others backwards from it. */
function lineTimes({ lines, agoMinutes, gapsMinutes = [] }: Script, now: number): number[] {
  const times: number[] = [];
  let at = now - agoMinutes * MINUTE_MS;
  for (let back = 0; back < lines.length; back++) {
    times.unshift(at);
    at -= (gapsMinutes[back] ?? pick([3, 7, 2, 12, 4], back + lines.length)) * MINUTE_MS;
  }
  return times;
}

function identitiesOf(
  script: Script,
): { kind: "phone" | "whatsapp" | "bsuid" | "email"; value: string; display: string }[] {
  const found: ReturnType<typeof identitiesOf> = [];
  if (script.phone !== undefined) {
    const value = canonicalPhone(script.phone);
    found.push(
      { kind: "whatsapp", value, display: script.phone },
      { kind: "phone", value, display: `+${script.phone}` },
    );
  }
  if (script.username !== undefined)
    found.push({ kind: "bsuid", value: demoBsuid(script.username), display: `@${script.username}` });
  if (script.email !== undefined) found.push({ kind: "email", value: script.email, display: script.email });
  return found;
}

/** The business-scoped id of a demo person who shares only a username. */
function demoBsuid(username: string): string {
  return `GB.${username.replace(/[^a-z0-9]/g, "")}7041992883`;
}

function person(people: DemoPeople, key: string): { id: string; name: string } {
  const found = people[key];
  if (found === undefined) throw new Error(`the demo has no person "${key}"`);
  return found;
}

function pick<T>(from: readonly T[], index: number): T {
  const found = from[index % from.length];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

const ERRORS: Partial<Record<MessageStatus, { code: string; message: string; retryable: boolean }>> = {
  failed: {
    code: "131026",
    message:
      "WhatsApp could not deliver this: the number may no longer use WhatsApp, or has not accepted the newest terms.",
    retryable: true,
  },
  unknown: {
    code: "lost_reply",
    message: "The connection broke while sending, so we cannot tell whether this arrived.",
    retryable: true,
  },
};
