/** `active`: it works, or waits for somebody. `finished`: everything it was to set up is live or was left out. `stopped`: ended before that, see `stopped`. */
export const SESSION_STATES = ["active", "finished", "stopped"] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/**
 * What an active session does. `working`: the driver thinks, or a tool runs; `waiting`: a form, a question or an approval is open, and nobody
 * has answered it; `paused`: nothing went forward for five minutes, or a cap is reached, until somebody says go on.
 */
export const ACTIVITIES = ["working", "waiting", "paused"] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** Who leads the conversation: Claude, or a fixed order of questions over the same tools. */
export const DRIVERS = ["guided", "claude"] as const;
export type DriverName = (typeof DRIVERS)[number];

/** What a session was begun for. */
export const OCCASIONS = ["first_run", "asked", "entitlement", "deployment", "fleet"] as const;
export type Occasion = (typeof OCCASIONS)[number];

/**
 * How far one module is. `waiting`: its turn has not come; `asking`: values are asked for; `working`: it is installed or verified right now;
 * `live`: installed, and its provider said that it works; `blocked`: it did not work, see the reason; `skipped`: somebody left it out.
 */
export const MODULE_STATES = ["waiting", "asking", "working", "live", "blocked", "skipped"] as const;
export type ModuleState = (typeof MODULE_STATES)[number];

/** Whose key the model is paid with. */
export const PAYERS = ["account", "agency", "platform"] as const;
export type Payer = (typeof PAYERS)[number];

/** Nothing that goes forward for this long pauses a session, in ms. */
export const NO_PROGRESS_MS = 5 * 60_000;
/** How long an approval may be given, in ms. */
export const APPROVAL_MS = 10 * 60_000;
/** What one session may use at most. Money in millionths of a US dollar. */
export const SESSION_CAPS = { turns: 200, tokens: 2_000_000, micros: 5_000_000 } as const;
export const CHAT_MAX_CHARACTERS = 4_000;
/** How long a link for a client's person works, in ms. */
export const RELAY_MS = 7 * 24 * 3_600_000;
