import { nanoid } from "nanoid";
import { createStore, produce } from "solid-js/store";
import type { Draft } from "../../../schema/contracts/drafts.ts";
import { DRAFT_MAX_CHARACTERS, DRAFT_MODES, type DraftMode } from "../../../schema/draft-limits.ts";
import type { DraftChanged } from "../../../schema/realtime/down.ts";
import { ApiError } from "../../rest/client.ts";
import { deleteDraft, listDrafts, putDraft } from "../../rest/drafts.ts";
import { type Acknowledged, createDraftLedger, type DraftKey, keyOf } from "./draft-ledger.ts";
import type { Answered, Drafts } from "./drafts.ts";

export interface DraftSyncDeps {
  tenant: string;
  /** Who writes in which account, for what is kept on this device. */
  owner: string;
  userId: string;
  drafts: Drafts;
  storage: Pick<Storage, "getItem" | "setItem">;
}

/** Another text for one draft, written elsewhere, or here before something newer came from elsewhere. */
export interface OfferedDraft {
  mode: DraftMode;
  text: string;
}

const PAUSE_MS = 700;
const RETRY_MS = 5_000;
/** So long after a key was pressed, the text is under somebody's hands. */
const TYPING_MS = 8_000;

export type DraftSync = ReturnType<typeof createDraftSync>;

/**
 * Keeps this screen's drafts and the account's the same. What is written here goes out after a pause, and whenever the connection allows; what
 * comes from another screen takes its place. The later version wins, with one exception: a text that is being typed is never touched. Then, and
 * when a text from here loses, the other one is offered, so that no words are lost either way.
 */
export function createDraftSync({ tenant, owner, userId, drafts, storage }: DraftSyncDeps) {
  /** Names this screen to the account, so that it knows its own echo. */
  const client = nanoid();
  const ledger = createDraftLedger(storage, owner);
  const [offers, setOffers] = createStore<Record<string, OfferedDraft>>({});
  const typedAt = new Map<string, number>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** On its way to the account. */
  const busy = new Set<string>();
  /** Heard of while busy. */
  const missed = new Set<string>();
  /** Given to a message that has yet to leave: the account takes the draft away together with it. */
  const handed = new Set<string>();
  /** Counts what became of drafts here, so that an answer older than that is told apart. */
  let turn = 0;
  const settled = new Map<string, number>();
  let reading: Promise<void> | undefined;
  let closed = false;

  const here = ({ conversationId, mode }: DraftKey): Omit<Acknowledged, "version"> => {
    const draft = drafts.get(conversationId);
    if (mode === "note") return { text: draft.note, replyTo: null, attachments: [] };
    const attachments = (draft.files ?? []).map(({ id }) => id);
    return { text: draft.reply, replyTo: draft.answers?.id ?? null, attachments };
  };
  const isSent = (at: DraftKey): boolean => same(here(at), ledger.get(at));

  const settle = (at: DraftKey, acknowledged: Acknowledged): void => {
    ledger.set(at, acknowledged);
    settled.set(keyOf(at), ++turn);
  };

  function schedule(at: DraftKey, ms = PAUSE_MS): void {
    const key = keyOf(at);
    clearTimeout(timers.get(key));
    if (!closed)
      timers.set(
        key,
        setTimeout(() => void flush(at), ms),
      );
  }

  async function flush(at: DraftKey): Promise<void> {
    const key = keyOf(at);
    clearTimeout(timers.get(key));
    if (closed || busy.has(key) || isSent(at)) return;
    const written = here(at);
    const { version: baseVersion } = ledger.get(at);
    const blank = isBlank(written);
    if ((blank && handed.has(key)) || written.text.length > DRAFT_MAX_CHARACTERS) return;
    busy.add(key);
    try {
      const base = { mode: at.mode, baseVersion, client };
      if (blank) await deleteDraft(tenant, at.conversationId, base);
      const version = blank ? 0 : (await putDraft(tenant, at.conversationId, { ...written, ...base })).version;
      settle(at, { version, ...written });
      busy.delete(key);
      if (!isSent(at)) schedule(at);
      if (missed.delete(key)) await read();
    } catch (error) {
      busy.delete(key);
      missed.delete(key);
      if (isConflict(error)) await read();
      else if (mayPass(error)) schedule(at, RETRY_MS);
    }
  }

  /** Reads all drafts anew, and takes in what has changed. A read under way is joined. */
  function read(): Promise<void> {
    reading ??= (async () => {
      const since = turn;
      const isOld = (at: DraftKey): boolean => (settled.get(keyOf(at)) ?? 0) > since;
      try {
        const docs = await listDrafts(tenant);
        if (closed) return;
        const known = new Map(docs.map((doc) => [keyOf(doc), doc]));
        // Oldest first: the store keeps the last.
        for (const doc of docs.toReversed()) if (!isOld(doc)) take(doc, doc);
        for (const at of [...ledger.keys(), ...keysHere()]) if (!known.has(keyOf(at)) && !isOld(at)) take(at, null);
        for (const at of unsent()) schedule(at);
      } catch (error) {
        console.warn("Could not read the drafts", error);
      } finally {
        reading = undefined;
      }
    })();
    return reading;
  }

  function keysHere(): DraftKey[] {
    return drafts.ids().flatMap((conversationId) => DRAFT_MODES.map((mode) => ({ conversationId, mode })));
  }

  /** What the account has yet to hear: of a draft that was emptied only the ledger knows. */
  function unsent(): DraftKey[] {
    const emptied = ledger.keys().filter((at) => ledger.get(at).emptied && isBlank(here(at)));
    return [...keysHere(), ...emptied].filter((at) => !isSent(at));
  }

  /** What the account has under this key now. */
  function take(at: DraftKey, doc: Draft | null): void {
    const key = keyOf(at);
    if (busy.has(key)) return void missed.add(key);
    const before = ledger.get(at);
    const version = doc?.version ?? 0;
    if (version === before.version || (doc !== null && version < before.version)) return;
    const mine = here(at);
    const theirs = {
      text: doc?.text ?? "",
      replyTo: doc?.replyTo?.id ?? null,
      attachments: doc?.attachments.map(({ id }) => id) ?? [],
    };
    const isUnsent = !same(mine, before);
    settle(at, { version, ...theirs });
    handed.delete(key);
    if (same(mine, theirs)) return;
    if (Date.now() - (typedAt.get(key) ?? 0) < TYPING_MS) return offer(at, theirs.text);
    show(at, doc);
    if (isUnsent) offer(at, mine.text);
  }

  function show({ conversationId, mode }: DraftKey, doc: Draft | null): void {
    const text = doc?.text ?? "";
    const answers = doc?.replyTo ? answered(doc.replyTo, userId) : undefined;
    drafts.take(conversationId, {
      ...(mode === "note" ? { note: text } : { reply: text, answers, files: doc?.attachments ?? [] }),
      ...(text === "" ? {} : { mode }),
    });
  }

  function offer({ conversationId, mode }: DraftKey, text: string): void {
    if (text.trim() !== "") setOffers(conversationId, { mode, text });
  }

  const withdraw = (conversationId: string): void => setOffers(produce((all) => void delete all[conversationId]));

  return {
    read,
    /** Something was written here. */
    written(conversationId: string, modes: readonly DraftMode[]): void {
      for (const mode of modes) {
        const at = { conversationId, mode };
        if (!isBlank(here(at))) handed.delete(keyOf(at));
        else if (!handed.has(keyOf(at)) && ledger.get(at).version > 0)
          ledger.set(at, { ...ledger.get(at), emptied: true });
        typedAt.set(keyOf(at), Date.now());
        schedule(at);
      }
    },
    hear({ conversationId, mode, draft, client: by }: DraftChanged): void {
      if (by !== client) take({ conversationId, mode }, draft === null ? null : (draft as Draft));
    },
    /** The version a message takes along as it is sent, so that the draft goes with it. */
    handOver(conversationId: string, mode: DraftMode): number | undefined {
      const at = { conversationId, mode };
      const { version } = ledger.get(at);
      clearTimeout(timers.get(keyOf(at)));
      typedAt.delete(keyOf(at));
      if (version === 0 || busy.has(keyOf(at))) return undefined;
      handed.add(keyOf(at));
      return version;
    },
    offerOf: (conversationId: string): OfferedDraft | undefined => offers[conversationId],
    /** Puts what is offered in place of what stands here, which is offered in turn. */
    accept(conversationId: string): void {
      const offered = offers[conversationId];
      if (!offered) return;
      const { mode, text } = offered;
      const mine = drafts.get(conversationId)[mode];
      drafts.set(conversationId, { mode, [mode]: text });
      withdraw(conversationId);
      offer({ conversationId, mode }, mine);
    },
    /** What stands here stays, and is the account's too. */
    dismiss(conversationId: string): void {
      const offered = offers[conversationId];
      withdraw(conversationId);
      if (offered) void flush({ conversationId, mode: offered.mode });
    },
    /** The page is being left: what is written goes out now. */
    flushAll(): void {
      for (const at of unsent()) void flush(at);
    },
    close(): void {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** As the composer shows what it answers. */
function answered({ id, author, text }: NonNullable<Draft["replyTo"]>, userId: string): Answered {
  return { id, author: author.id === userId ? "You" : author.name, words: text };
}

function isBlank({ text, replyTo, attachments }: Omit<Acknowledged, "version">): boolean {
  return text === "" && replyTo === null && attachments.length === 0;
}

function same(a: Omit<Acknowledged, "version">, b: Omit<Acknowledged, "version">): boolean {
  return a.text === b.text && a.replyTo === b.replyTo && a.attachments.join() === b.attachments.join();
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === "conflict";
}

function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}
