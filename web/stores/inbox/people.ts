import { createStore, produce, reconcile } from "solid-js/store";
import type { Activity, Contact, UpdateContact } from "../../../schema/contracts/contacts.ts";
import type { Change } from "../../../schema/realtime/down.ts";
import * as api from "../../rest/contacts.ts";

export interface Person {
  contact: Contact;
  /** What happened, newest last; undefined until read. */
  timeline?: Activity[];
}

const TIMELINE_SHOWN = 200;
const MOVES_LINES = new Set(["contact.merged", "contact.joined", "contact.unmerged"]);

/** The people whose panel was opened, with their timelines, kept live. */
export type People = ReturnType<typeof createPeople>;

export function createPeople(deps: { tenant: string }) {
  const base = new Map<string, Contact>();
  const patches = new Map<string, Partial<Contact>[]>();
  const [people, setPeople] = createStore<Record<string, Person>>({});
  const [problems, setProblems] = createStore<Record<string, unknown>>({});

  function publish(id: string): void {
    const contact = base.get(id);
    if (!contact) return;
    const next: Contact = Object.assign({}, contact, ...(patches.get(id) ?? []));
    if (people[id]) setPeople(id, "contact", reconcile(next));
    else setPeople(id, { contact: next });
  }

  function take(doc: Contact, from: "change" | "answer"): void {
    const held = base.get(doc.id);
    if (held && (from === "change" ? doc.updatedAt < held.updatedAt : doc.updatedAt <= held.updatedAt)) return;
    // A list answer or a change may leave identities out: they are not gone, only unsaid.
    base.set(doc.id, doc.identities === undefined && held?.identities ? { ...doc, identities: held.identities } : doc);
    publish(doc.id);
  }

  async function load(id: string): Promise<void> {
    setProblems(id, undefined);
    try {
      const [contact, timeline] = await Promise.all([
        api.getContact(deps.tenant, id),
        api.listActivities(deps.tenant, id),
      ]);
      take(contact, "answer");
      const known = new Set(timeline.map((activity) => activity.id));
      const since = people[id]?.timeline?.filter((activity) => !known.has(activity.id)) ?? [];
      setPeople(id, "timeline", [...timeline, ...since].slice(-TIMELINE_SHOWN));
    } catch (error) {
      setProblems(id, () => error);
    }
  }

  /** Shows an edit at once and asks for it; takes it back when refused, and rejects with why. */
  async function update(id: string, change: UpdateContact): Promise<void> {
    const patch = change as Partial<Contact>;
    patches.set(id, [...(patches.get(id) ?? []), patch]);
    publish(id);
    const settle = (): void =>
      void patches.set(
        id,
        (patches.get(id) ?? []).filter((other) => other !== patch),
      );
    try {
      const doc = await api.updateContact(deps.tenant, id, change);
      settle();
      take(doc, "answer");
      publish(id);
    } catch (error) {
      settle();
      publish(id);
      throw error;
    }
  }

  /** Forgets a person who is part of another one now. */
  function drop(id: string): void {
    base.delete(id);
    patches.delete(id);
    setPeople(produce((all) => void delete all[id]));
  }

  function hear(change: Change): void {
    if (change.entity === "contact" && change.op === "deleted") return drop(change.id);
    if (change.entity === "activity") {
      const activity = change.doc;
      // Lines of the timeline have moved, which the feed does not tell one by one.
      if (isActivity(activity) && MOVES_LINES.has(activity.type) && people[activity.contactId] !== undefined)
        return void load(activity.contactId);
      if (!isActivity(activity) || people[activity.contactId]?.timeline === undefined) return;
      setPeople(activity.contactId, "timeline", (lines = []) =>
        lines.some((line) => line.id === activity.id) ? lines : [...lines, activity].slice(-TIMELINE_SHOWN),
      );
    } else if (isContact(change.doc) && base.has(change.id)) take(change.doc, "change");
  }

  return {
    get: (id: string): Person | undefined => people[id],
    problem: (id: string): unknown => problems[id],
    /** Reads the person unless they are here already. */
    open(id: string): void {
      if (people[id]?.timeline === undefined) void load(id);
    },
    load,
    update,
    hear,
    reload(): void {
      for (const id of Object.keys(people)) void load(id);
    },
  };
}

function isContact(doc: unknown): doc is Contact {
  return typeof doc === "object" && doc !== null && "stage" in doc && "updatedAt" in doc;
}

function isActivity(doc: unknown): doc is Activity {
  return typeof doc === "object" && doc !== null && "contactId" in doc && "type" in doc && "actor" in doc;
}
