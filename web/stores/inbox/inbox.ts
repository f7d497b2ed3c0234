import { batch, createEffect, createSignal, on, onCleanup } from "solid-js";
import { ApiError } from "../../rest/client.ts";
import { viewOf } from "../../rest/view.ts";
import { listLabels } from "../../rest/conversations.ts";
import { listMembers } from "../../rest/members.ts";
import { sendMessage } from "../../rest/messages.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import type { Member } from "../../../schema/contracts/members.ts";
import type { Change } from "../../../schema/realtime/down.ts";
import { connectLiveLate } from "../../realtime/connect-live-late.ts";
import type { LiveStatus } from "../../realtime/live.ts";
import { socketUrl } from "../../realtime/socket-url.ts";
import { createTypingNotice } from "../../realtime/typing.ts";
import { accessChanged } from "../session.ts";
import { hearView, listensForViews } from "../heard-views.ts";
import { setViewIsOver } from "../view-over.ts";
import { createChannels } from "./channels.ts";
import { createConversations } from "./conversations.ts";
import type { DraftSync } from "./draft-sync.ts";
import { createDrafts } from "./drafts.ts";
import type { InboxView } from "./inbox-view.ts";
import { createOutbox } from "./outbox.ts";
import type { OutboxItem, Refusal } from "./outbox-item.ts";
import { createPeople } from "./people.ts";
import { createPresence } from "./presence.ts";
import { createThreads } from "./threads.ts";

export interface InboxOptions {
  tenant: string;
  user: { id: string; name: string };
  /** Who sits at the keys, where it is not the person but somebody who looks through their eyes. */
  onlooker?: string;
  /** Whether this person may write messages and notes. */
  canReply: boolean;
  /** Whether this person may change conversations and contacts. */
  canEdit: boolean;
}

/** How long a first read waits for the socket, so that nothing falls between the two. */
const HELLO_WAIT_MS = 500;

/**
 * Everything the inbox of one account knows, kept live by one socket. It holds its own state instead of solid-query's: documents come from
 * three sides (answers, changes, this person's pending acts) and must be joined per document, which a cache of answers cannot do.
 * Make it inside a reactive owner: it ends with it.
 */
export type Inbox = ReturnType<typeof createInbox>;

export function createInbox(options: InboxOptions) {
  const { tenant, user } = options;
  // What somebody writes in a person's place is not for the person to find here, nor among their own.
  const owner = `${options.onlooker === undefined ? "" : `${options.onlooker}~`}${user.id}.${tenant}`;
  const seq = (): number => live.seq();

  const [status, setStatus] = createSignal<LiveStatus>("connecting");
  const [view, setView] = createSignal<InboxView>({ name: "all", label: null, search: "" });
  const [selected, select] = createSignal<string | undefined>();
  const [waiting, setWaiting] = createSignal<OutboxItem[]>([]);
  const [members, setMembers] = createSignal<Member[]>([]);
  const [labels, setLabels] = createSignal<string[]>([]);
  const [started, setStarted] = createSignal(false);
  const [cannedChange, setCannedChange] = createSignal<Change | undefined>(undefined, { equals: false });
  /** Conversations that go on in another one, because their people were merged. */
  const [moved, setMoved] = createSignal<Record<string, string>>({});
  const [arrived, setArrived] = createSignal<Message | undefined>(undefined, { equals: false });

  const conversations = createConversations({ tenant, userId: user.id, seq });
  const threads = createThreads({ tenant, seq });
  const people = createPeople({ tenant });
  const channels = createChannels();
  const presence = createPresence(options.onlooker ?? user.id);
  const [draftSync, setDraftSync] = createSignal<DraftSync>();
  const drafts = createDrafts(localStorage, owner, (id, modes) => draftSync()?.written(id, modes));
  const outbox = createOutbox({
    storage: localStorage,
    owner,
    post: ({ clientId, conversationId, text, private: hidden, attachments, replyTo, draft, template }) =>
      sendMessage(tenant, conversationId, {
        clientId,
        private: hidden,
        // A template brings its own words, and names its file among its values.
        ...(template
          ? { template: template.send }
          : { text, ...(attachments && { attachments: attachments.map(({ id }) => id) }) }),
        ...(replyTo !== undefined && { replyTo }),
        ...(draft !== undefined && { draft }),
      }),
    refusalOf,
    seq,
    onSent: threads.answer,
    onItems: setWaiting,
  });

  const live = connectLiveLate({
    url: socketUrl(tenant),
    onStatus(next) {
      setStatus(next);
      if (next === "live") {
        outbox.flush();
        void draftSync()?.read();
      }
      if (next === "ended" || next === "forbidden") outbox.close();
      if (next === "forbidden" && viewOf(tenant)) setViewIsOver(true);
    },
    onBegin() {
      // Answers read before the feed began may lack what happened in between.
      if (started()) reload();
      else setStarted(true);
    },
    onChange: (change) => batch(() => hear(change)),
    onPresence: presence.set,
    onDraft: (told) => draftSync()?.hear(told),
    onReload: reload,
    // What the frame offers, and this inbox with it, is made of the rights that were read last.
    onRights: () => accessChanged(tenant),
  });
  listensForViews();
  const typing = createTypingNotice(live.send);
  const helloTimer = setTimeout(() => {
    setStarted(true);
  }, HELLO_WAIT_MS);

  function hear(change: Change): void {
    switch (change.entity) {
      case "conversation":
        if (change.op === "deleted") threads.drop(change.id);
        // A merge was undone: the conversation is there again.
        if (change.op === "created" && moved()[change.id] !== undefined)
          setMoved((all) => Object.fromEntries(Object.entries(all).filter(([from]) => from !== change.id)));
        return conversations.hear(change);
      case "message": {
        const message = threads.hear(change);
        if (!message) return;
        if (message.clientId !== null) outbox.settle(message.clientId);
        if (change.op === "created") setArrived(message);
        return;
      }
      case "activity":
        setMoved((all) => ({ ...all, ...movesIn(change.doc) }));
        return people.hear(change);
      case "contact":
        return people.hear(change);
      case "integration":
        return void channels.load();
      case "canned_reply":
        return void setCannedChange(change);
      case "impersonation":
        return hearView(change);
      default:
        return change.entity satisfies never;
    }
  }

  function reload(): void {
    conversations.reload(view());
    const id = selected();
    if (id !== undefined) void conversations.load(id);
    threads.reload(id);
    people.reload();
    setCannedChange(undefined);
    void channels.load();
  }

  /** What other screens wrote can wait until the list is there. */
  async function followDrafts(): Promise<void> {
    const { createDraftSync } = await import("./draft-sync.ts");
    if (ended) return;
    const sync = createDraftSync({ tenant, owner, userId: user.id, drafts, storage: localStorage });
    setDraftSync(sync);
    void sync.read();
  }

  function loadRest(): void {
    if (options.canReply) void followDrafts();
    conversations.counts.load();
    void channels.load();
    listMembers().then(({ docs }) => setMembers(docs), noteFailure);
    listLabels(tenant).then(setLabels, noteFailure);
  }

  createEffect(on(started, (ready) => ready && loadRest()));
  createEffect(
    on([selected, started], ([id, ready]) => {
      // In this order: a late "not typing" would say we are still there.
      typing.stopped();
      live.send({ type: "viewing", conversationId: id ?? null });
      if (id === undefined || !ready) return;
      void conversations.load(id);
      threads.open(id);
    }),
  );

  let ended = false;
  const leave = (): void => {
    outbox.releaseHeld();
    draftSync()?.flushAll();
  };
  window.addEventListener("pagehide", leave);
  onCleanup(() => {
    ended = true;
    window.removeEventListener("pagehide", leave);
    draftSync()?.close();
    clearTimeout(helloTimer);
    typing.stopped();
    outbox.close();
    live.close();
  });

  return {
    tenant,
    user,
    canReply: options.canReply,
    canEdit: options.canEdit,
    status,
    /** Whether reading may begin: the socket has said hello, or has kept us waiting too long. */
    started,
    view,
    setView,
    selected,
    select,
    conversations,
    threads,
    people,
    channels,
    presence,
    drafts,
    /** Keeps the drafts the same on every screen of this person; there once it is loaded. */
    draftSync,
    outbox,
    /** Written and not yet confirmed, oldest first. */
    waiting,
    members,
    labels,
    addLabel: (label: string) =>
      setLabels((all) => (all.includes(label) ? all : [...all, label].toSorted((a, b) => a.localeCompare(b)))),
    typing,
    /** The newest change of a canned reply, once each; undefined when all of them have to be read anew. */
    cannedChange,
    /** Where a conversation goes on that was laid into another, if it was while this page was open. */
    movedTo: (id: string): string | undefined => moved()[id],
    /** The newest message the feed brought, once each. */
    arrived,
    reconnect: live.reconnect,
  };
}

/** Which conversation goes on in which, from the line of a timeline that tells of a merge. */
function movesIn(doc: unknown): Record<string, string> {
  if (typeof doc !== "object" || doc === null || !("detail" in doc)) return {};
  const { detail } = doc;
  if (typeof detail !== "object" || detail === null || !("conversations" in detail)) return {};
  const pairs: unknown[] = Array.isArray(detail.conversations) ? detail.conversations : [];
  return Object.fromEntries(
    pairs.flatMap((pair) =>
      typeof pair === "object" && pair !== null && "from" in pair && "into" in pair
        ? [[String(pair.from), String(pair.into)]]
        : [],
    ),
  );
}

/** Refused for good, or worth another try by itself? A lost session is neither the message's fault nor the end of it. */
function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof ApiError)) return { message: "This page ran into a fault.", code: "internal" };
  const passing = error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500;
  if (passing) return undefined;
  return {
    message: error.message,
    code: error.code,
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  };
}

/** Names of people and known labels are conveniences: without them ids are shown and labels typed. */
function noteFailure(error: unknown): void {
  console.warn("Could not load part of the inbox", error);
}
