import type { AssistFailure } from "../contracts/assists.ts";
import type { ModuleProgress } from "../contracts/concierge.ts";
import type { FleetModule } from "../contracts/fleets.ts";
import type { EntryOf } from "./entries.ts";
import type { ToolName } from "./tools.ts";
import type { Payer } from "./words.ts";

/** Which session speaks, and with whose rights: the host reads them anew at every call, so that a right taken away is gone. */
export interface SessionRef {
  sessionId: string;
  tenantId: string;
  /** The person it acts for. */
  holderId: string;
  modules: readonly string[];
  skipped: readonly string[];
}

/** A call as the ledger has it. The same id may come again after a crash: the host brings about the same end, once. */
export interface HostCall {
  id: string;
  tool: ToolName;
  args: Readonly<Record<string, unknown>>;
  /** Whether the person it acts for has clicked on exactly this. Without it, tools of the kind `approved` are refused. */
  approved: boolean;
}

/** What a form entry is made of: everything but its place in the transcript. */
export type FormSpec = Pick<
  EntryOf<"form">,
  "module" | "text" | "fields" | "rules" | "settings" | "values" | "faults" | "sandbox"
>;

/**
 * What came of a call. `content` is told to the model (plain JSON, no secret, what others wrote in it marked as theirs); `outcome` to people, in
 * one line. `form` opens a sealed form; `result` is shown as a card; `progress` is how every module stands after it.
 */
export type HostResult = {
  ok: boolean;
  outcome: string;
  content: unknown;
  form?: FormSpec;
  result?: Pick<EntryOf<"result">, "module" | "state" | "integration" | "health" | "faults">;
  progress?: ModuleProgress[];
};

/** One request to the model, as the object's record of the conversation makes it. */
export interface ThinkRequest {
  turnId: string;
  /** Messages of the Messages API, each tool_use answered. */
  messages: readonly unknown[];
  /** What is left of the session's caps. */
  left: { tokens: number; micros: number };
}

/**
 * What the host streams of a turn, a line of JSON each; an empty line only says that it is alive. `end` or `failed` comes last, exactly once,
 * unless the stream is cut. `call`: its `args` are what the model wrote, whatever that is; text that is no JSON comes as that text.
 * `end`: `content` is what goes into the record as the assistant's message, never empty. `failed`: nothing of the turn goes into the record.
 */
export type ThinkEvent =
  | { type: "text"; text: string }
  | { type: "call"; id: string; tool: string; args: unknown }
  | { type: "retrying"; reason: "overloaded" | "rate_limited"; seconds: number }
  | { type: "end"; stopReason: string; content: unknown[]; usage: ThinkUsage }
  | { type: "failed"; code: ThinkFailure; reason: string; retryAfterSeconds?: number; usage: ThinkUsage };

/** `ai_overloaded`, `ai_rate_limited`, `ai_cut_off` and `ai_failed` may go away by asking again later; after the others only another driver helps. */
export type ThinkFailure = AssistFailure | "ai_not_connected" | "ai_cap_reached";
export interface ThinkUsage {
  inputTokens: number;
  outputTokens: number;
  micros: number;
}

/**
 * What the session's object asks of the worker, by RPC: the object keeps the conversation and decides what comes next, the worker has the rights,
 * the database and the providers.
 */
export interface ConciergeHost {
  act(session: SessionRef, call: HostCall): Promise<HostResult>;
  /** How every module of the session stands. */
  progress(session: SessionRef): Promise<ModuleProgress[]>;
  /** Whose key the model would be paid with, and which model; null where there is none, with the reason. */
  model(
    session: SessionRef,
  ): Promise<{ payer: Payer; model: string; sandbox?: true } | { payer: null; reason: string }>;
  think(session: SessionRef, request: ThinkRequest): Promise<ReadableStream<Uint8Array>>;
  /** The session's row of the control plane follows the object. */
  noteState(session: SessionRef, state: NotedState): Promise<void>;
}

/** How far a session is, as the control plane lists it. Of one of a fleet besides whether it waits for people, and how each module stands. */
export interface NotedState {
  state: string;
  live: number;
  total: number;
  blocked: number;
  waits?: boolean;
  modules?: FleetModule[];
}
