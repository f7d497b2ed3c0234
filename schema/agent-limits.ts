/** What an agent may be told beforehand. */
export const SYSTEM_PROMPT_MAX_CHARACTERS = 20_000;
export const AGENT_NAME_MAX_CHARACTERS = 80;
/** Tags one agent writes for. */
export const AGENT_TAGS_MAX = 20;
/** Versions of an agent that are kept, the present one among them. */
export const AGENT_VERSIONS_KEPT = 50;
/** What a conversation to try an agent out in may hold: as much as a model is told of a real one. */
export const TRY_MAX = { messages: 40, perMessage: 4_000 } as const;
