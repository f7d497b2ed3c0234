/** What an agent may be told beforehand. */
export const SYSTEM_PROMPT_MAX_CHARACTERS = 20_000;
export const AGENT_NAME_MAX_CHARACTERS = 80;
/** Tags one agent writes for. */
export const AGENT_TAGS_MAX = 20;
