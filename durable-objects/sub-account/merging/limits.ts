/** Conversations one merge may move. */
export const MERGE_CONVERSATIONS_MAX = 50;
/** Messages that may change their conversation at once: each is told to the sockets. A conversation that moves as it is costs one row. */
export const MERGE_MESSAGES_MAX = 1_000;
/** Lines of timeline one merge may move. */
export const MERGE_ACTIVITIES_MAX = 5_000;
/** Messages since a merge that its undoing may sort out. */
export const UNMERGE_MESSAGES_MAX = 2_000;
