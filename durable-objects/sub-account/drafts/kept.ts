/** A draft nobody has touched for so long is forgotten. */
export const DRAFT_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
