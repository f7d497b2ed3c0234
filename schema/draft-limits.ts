/** What a person writes at: an answer to the customer, or a note for the team. */
export const DRAFT_MODES = ["reply", "note"] as const;
export type DraftMode = (typeof DRAFT_MODES)[number];

/** Longer than any channel takes: what is too long to send is kept all the same. */
export const DRAFT_MAX_CHARACTERS = 10_000;
