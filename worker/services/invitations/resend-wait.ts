import type { InvitationRow } from "../../../schema/control-plane/index.ts";

/** An invitation is sent no more often than this; after that it is taken back and made anew. */
export const SENDS_MAX = 6;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** From when on an invitation may be sent once more (ms since the epoch): each wait is five times the one before. Null for never. */
export function resendableAt({ sends, sentAt }: Pick<InvitationRow, "sends" | "sentAt">): number | null {
  return sends >= SENDS_MAX ? null : sentAt + Math.min(FIRST_WAIT_MS * 5 ** (sends - 1), LONGEST_WAIT_MS);
}
