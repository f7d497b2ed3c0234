/** Who gave an account a module that its plan does not include. */
export const GRANT_SOURCES = ["agency", "platform"] as const;
export type GrantSource = (typeof GRANT_SOURCES)[number];

/** What became of a request for a module. `withdrawn`: whoever asked took it back. */
export const REQUEST_STATES = ["open", "approved", "declined", "withdrawn"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];
