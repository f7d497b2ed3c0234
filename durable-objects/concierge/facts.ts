import type { DriverName, Occasion, Payer, SessionState } from "../../schema/concierge/words.ts";
import type { ModuleProgress } from "../../schema/contracts/concierge.ts";

export interface Person {
  id: string;
  name: string;
}

/** What a session is begun with. Whoever calls has made sure that the account and its modules are what they say. */
export interface BeginSession {
  /** The session's id: it names the object, too. */
  id: string;
  account: Person;
  occasion: Occasion;
  startedBy: Person;
  /** Whose rights it acts with. */
  holder: Person;
  /** Slugs. */
  modules: readonly string[];
  /** null: Claude where a key is there, else guided. */
  driver: DriverName | null;
  fleet: string | null;
}

/** Everything about a session but its transcript, its ledger and the model's record. Stored as one JSON text. */
export interface Facts extends Omit<BeginSession, "modules" | "driver"> {
  tenantId: string;
  modules: string[];
  skipped: string[];
  state: SessionState;
  /** Why it stopped, or pauses. */
  stopped: string | null;
  paused: boolean;
  driver: DriverName;
  driverReason: string | null;
  /** What was asked for and not looked into yet: `best` is Claude where a key is there. */
  wanted: DriverName | "best" | null;
  payer: Payer | null;
  /** The model is played in test mode. */
  sandboxModel: boolean;
  /** As the host said last; null until it was asked, and when it has to be asked again `stale`. */
  progress: ModuleProgress[] | null;
  stale: boolean;
  /** By module: calls up to this number do not count any more, because somebody takes it up anew. */
  anewFrom: Record<string, number>;
  /** What the last result of a module said, where it did not work: the account itself keeps nothing of a failed install. */
  troubles: Record<string, { reason: string | null; fix: string | null }>;
  usage: { turns: number; inputTokens: number; outputTokens: number; micros: number };
  /** The turn that the model is asked for right now. A stream of any other is not listened to. */
  turnId: string | null;
  /** How often in a row something failed that may go away, and until when nothing is tried (ms). */
  stumbles: number;
  restUntil: number;
  /** When something last went forward, ms. While people are waited for, time stands still. */
  forwardAt: number;
  /** What the control plane knows, as JSON. */
  noted: string;
  createdAt: number;
  updatedAt: number;
}

/** In `anewFrom`: every module, because somebody said to go on. */
export const ALL = "*";

/** A session that has just begun. `now` in ms. */
export function newFacts(tenantId: string, { modules, driver, ...given }: BeginSession, now: number): Facts {
  return {
    ...given,
    tenantId,
    modules: [...modules],
    skipped: [],
    state: "active",
    stopped: null,
    paused: false,
    driver: "guided",
    driverReason: null,
    wanted: driver ?? "best",
    payer: null,
    sandboxModel: false,
    progress: null,
    stale: true,
    anewFrom: {},
    troubles: {},
    usage: { turns: 0, inputTokens: 0, outputTokens: 0, micros: 0 },
    turnId: null,
    stumbles: 0,
    restUntil: 0,
    forwardAt: now,
    noted: "",
    createdAt: now,
    updatedAt: now,
  };
}
