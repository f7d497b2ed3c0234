/** Of the Liquid as it is written; filled in, a reply may be longer. */
export const CANNED_TEXT_MAX_CHARACTERS = 4_000;
export const CANNED_TITLE_MAX_CHARACTERS = 120;
export const SHORTCUT_MAX_CHARACTERS = 40;
/** What one account may have. */
export const CANNED_REPLIES_MAX = 500;
