import type { DraftMode } from "../../../schema/draft-limits.ts";

export interface DraftKey {
  conversationId: string;
  mode: DraftMode;
}

/** What the account was last known to have. Version 0: nothing. */
export interface Acknowledged {
  version: number;
  text: string;
  replyTo: string | null;
  /** Ids of uploads. */
  attachments: string[];
  /** It was emptied here since, and the account has yet to hear. */
  emptied?: true;
}

export const NOTHING: Acknowledged = { version: 0, text: "", replyTo: null, attachments: [] };

export function keyOf({ conversationId, mode }: DraftKey): string {
  return `${conversationId}/${mode}`;
}

/** Remembers on this device which versions its drafts stand on, so that what was written without a connection is told apart after a reload. */
export function createDraftLedger(storage: Pick<Storage, "getItem" | "setItem">, owner: string) {
  const place = `trellis.draft-versions.${owner}`;
  const known = new Map(Object.entries(read(storage.getItem(place))));
  return {
    get: (at: DraftKey): Acknowledged => known.get(keyOf(at)) ?? NOTHING,
    keys: (): DraftKey[] =>
      [...known.keys()].flatMap((key) => {
        const [conversationId = "", mode] = key.split("/");
        return mode === "reply" || mode === "note" ? [{ conversationId, mode }] : [];
      }),
    set(at: DraftKey, acknowledged: Acknowledged): void {
      if (acknowledged.version === 0) known.delete(keyOf(at));
      else known.set(keyOf(at), acknowledged);
      try {
        storage.setItem(place, JSON.stringify(Object.fromEntries(known)));
      } catch {
        // Storage is full or forbidden: after a reload everything written here counts as new.
      }
    },
  };
}

function read(text: string | null): Record<string, Acknowledged> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, Acknowledged] => isOne(entry[1])),
    );
  } catch {
    return {};
  }
}

function isOne(value: unknown): value is Acknowledged {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Partial<Record<keyof Acknowledged, unknown>>;
  return (
    Number.isSafeInteger(one.version) &&
    typeof one.text === "string" &&
    (one.replyTo === null || typeof one.replyTo === "string") &&
    Array.isArray(one.attachments)
  );
}
