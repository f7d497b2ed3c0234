import { createStore, produce } from "solid-js/store";
import type { Attachment } from "../../../schema/contracts/messages.ts";
import { DRAFT_MODES, type DraftMode } from "../../../schema/draft-limits.ts";

/** What is being written in one conversation. `mode` is which tab it stands in. */
export interface Draft {
  mode: DraftMode;
  reply: string;
  note: string;
  /** The message the reply answers. */
  answers?: Answered | undefined;
  /** Uploads the reply will carry. */
  files?: Attachment[];
}

/** A message in brief, as it stands over the field. */
export interface Answered {
  id: string;
  author: string;
  words: string;
}

const EMPTY: Draft = { mode: "reply", reply: "", note: "" };
const DRAFTS_KEPT = 100;

export type Drafts = ReturnType<typeof createDrafts>;

/**
 * Unsent text per conversation, kept on this device under `owner`, so that leaving and coming back loses nothing. `onWritten` hears what a
 * person changes here (draft-sync.ts takes it to their other screens).
 */
export function createDrafts(
  storage: Pick<Storage, "getItem" | "setItem">,
  owner: string,
  onWritten: (conversationId: string, modes: readonly DraftMode[]) => void = () => {},
) {
  const key = `trellis.drafts.${owner}`;
  const [drafts, setDrafts] = createStore<Record<string, Draft>>(read(storage.getItem(key)));

  function take(conversationId: string, change: Partial<Draft>): void {
    const next = { ...(drafts[conversationId] ?? EMPTY), ...change };
    const blank =
      next.reply === "" && next.note === "" && next.mode === "reply" && !next.answers && !next.files?.length;
    setDrafts(
      produce((all) => {
        // Taken out and put back at the end: the order is of last use.
        delete all[conversationId];
        if (!blank) all[conversationId] = next;
        for (const oldest of Object.keys(all).slice(0, -DRAFTS_KEPT)) delete all[oldest];
      }),
    );
    try {
      storage.setItem(key, JSON.stringify(drafts));
    } catch {
      // Storage is full or forbidden: the draft still lives until the page is left.
    }
  }

  return {
    get: (conversationId: string): Draft => drafts[conversationId] ?? EMPTY,
    /** The conversations with something unsent. */
    ids: (): string[] => Object.keys(drafts),
    /** What a person writes here. */
    set(conversationId: string, change: Partial<Draft>): void {
      take(conversationId, change);
      const written = DRAFT_MODES.filter(
        (mode) => mode in change || (mode === "reply" && ("answers" in change || "files" in change)),
      );
      if (written.length > 0) onWritten(conversationId, written);
    },
    /** What comes from elsewhere. */
    take,
  };
}

function read(text: string | null): Record<string, Draft> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Draft] => isDraft(entry[1])));
  } catch {
    return {};
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const draft = value as Partial<Record<keyof Draft, unknown>>;
  return (
    (draft.mode === "reply" || draft.mode === "note") &&
    typeof draft.reply === "string" &&
    typeof draft.note === "string" &&
    (draft.answers === undefined || isAnswered(draft.answers)) &&
    (draft.files === undefined || Array.isArray(draft.files))
  );
}

function isAnswered(value: unknown): value is Answered {
  if (typeof value !== "object" || value === null) return false;
  const answered = value as Partial<Record<keyof Answered, unknown>>;
  return [answered.id, answered.author, answered.words].every((part) => typeof part === "string");
}
