/** The contract's limit for a text (TEXT_MAX_CHARACTERS), kept here without its parser; a test holds the two together. */
export const TEXT_LIMIT = 4096;
