/** Sends under way at once in one account; the platform allows six open connections. */
export const SENDS_AT_ONCE = 6;
/** Tries of one message, after which it has failed. */
export const ATTEMPTS_MAX = 10;
/** Age at which a message that could not leave has failed: the reply window it was written in is over. */
export const SENDING_MAX_MS = 24 * 60 * 60 * 1000;
/** While sends are under way, how soon what has become due meanwhile is looked for. */
export const LOOK_AGAIN_MS = 100;
/** One run ends by then and asks for another: an alarm handler may take 15 minutes. */
export const RUN_MAX_MS = 60_000;
/** After a fault of our own, how long until the outbox is looked at again. */
export const FAULT_PAUSE_MS = 30_000;
