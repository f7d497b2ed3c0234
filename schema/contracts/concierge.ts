import { z } from "zod";
import { Entry } from "../concierge/entries.ts";
import {
  ACTIVITIES,
  CHAT_MAX_CHARACTERS,
  DRIVERS,
  MODULE_STATES,
  OCCASIONS,
  PAYERS,
  SESSION_STATES,
} from "../concierge/words.ts";
import { ModuleSlug, PROVISIONS } from "../manifest/manifest.ts";
import { AssistCost } from "./assists.ts";
import { Id, pageOf, Timestamp, WELL_FORMED } from "./common.ts";
import { ConfigValues, CredentialValues } from "./integrations.ts";

const Person = z.object({ id: Id, name: z.string() });
/** Modules, each once. */
export const Slugs = z
  .array(ModuleSlug)
  .min(1)
  .max(100)
  .refine((slugs) => new Set(slugs).size === slugs.length, "must name each module once");

/** How far one module is, in the order they are done. */
export const ModuleProgress = z.object({
  slug: z.string(),
  name: z.string(),
  icon: z.string(),
  summary: z.string(),
  state: z.enum(MODULE_STATES),
  reason: z.string().nullable().meta({ description: "The provider's words, where it is blocked" }),
  fix: z.string().nullable(),
  integration: Id.nullable(),
  sandbox: z.literal(true).optional().meta({ description: "Installed in test mode: no provider was asked" }),
  provides: z
    .array(z.enum(PROVISIONS))
    .optional()
    .meta({ description: "What is set up with it besides, once it is live" }),
});
export type ModuleProgress = z.infer<typeof ModuleProgress>;

/** A session as lists and sockets tell it: without its transcript. */
export const ConciergeState = z.object({
  id: Id,
  account: Person.meta({ description: "The account it sets up; of a fleet the agency" }),
  state: z.enum(SESSION_STATES),
  activity: z.enum(ACTIVITIES),
  stopped: z.string().nullable().meta({ description: "Why it stopped or pauses" }),
  driver: z.enum(DRIVERS),
  driverReason: z.string().nullable().meta({ description: "Why it is not the other one" }),
  occasion: z.enum(OCCASIONS),
  startedBy: Person,
  holder: Person.meta({ description: "Whose rights it acts with" }),
  progress: z.object({ live: z.int(), total: z.int(), modules: z.array(ModuleProgress) }),
  usage: z.object({
    turns: z.int(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    cost: AssistCost,
    paidBy: z.enum(PAYERS).nullable(),
    sandbox: z.literal(true).optional().meta({ description: "Claude is played in test mode, and nothing is paid" }),
    caps: z.object({ turns: z.int(), tokens: z.int(), cost: AssistCost }),
  }),
  fleet: Id.nullable().meta({ description: "The fleet it belongs to" }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type ConciergeState = z.infer<typeof ConciergeState>;

/**
 * What could be set up in an account now, for screens that suggest it. `first_run`: nothing is connected yet; `entitlement`: it may have more than
 * when this was last shown; `deployment`: its agency gave it what waits for values of its own. Null: there is nothing to suggest.
 */
export const ConciergeOffer = z.object({
  session: Id.nullable().meta({ description: "The session that goes on, if there is one" }),
  occasion: z.enum(["first_run", "entitlement", "deployment"]).nullable(),
  modules: z
    .array(ModuleProgress.pick({ slug: true, name: true, icon: true, summary: true }))
    .meta({ description: "In the order they would be done" }),
});
export type ConciergeOffer = z.infer<typeof ConciergeOffer>;

/** With its transcript: what a device shows first, and goes on from `seq` on the socket. */
export const ConciergeSession = ConciergeState.extend({ seq: z.int(), entries: z.array(Entry) });
export type ConciergeSession = z.infer<typeof ConciergeSession>;
export const ConciergeSessionPage = pageOf(ConciergeState);

/** Begins a session, or answers the one that is active: an account has one at a time. */
export const StartConcierge = z.object({
  modules: Slugs.optional().meta({
    description: "Every module the account is entitled to and that is not live, unless given",
  }),
  driver: z.enum(DRIVERS).optional().meta({ description: "Claude where a key is there, unless given" }),
  occasion: z.enum(["first_run", "asked"]).default("asked"),
});
export type StartConcierge = z.infer<typeof StartConcierge>;

export const ListConcierge = z.object({
  state: z.enum(SESSION_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type ListConcierge = z.infer<typeof ListConcierge>;

export const ConciergeMessage = z.object({
  text: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(CHAT_MAX_CHARACTERS, `must be at most ${CHAT_MAX_CHARACTERS} characters`)
    .regex(WELL_FORMED, "must be whole characters"),
  clientId: Id.optional().meta({ description: "The same id twice is the same message" }),
  question: Id.optional().meta({ description: "The open question it answers" }),
});
export type ConciergeMessage = z.infer<typeof ConciergeMessage>;

/** What became of a message. */
export const ConciergeSaid = z.object({
  id: Id,
  removed: z.int().meta({ description: "How many secrets were taken out of it before anybody read it" }),
});
export type ConciergeSaid = z.infer<typeof ConciergeSaid>;

/** What a person puts into a sealed form: values go to the vault, and to nothing else. Or test mode, or nothing (`skip`). */
export const SendForm = z.union([
  z.strictObject({ values: CredentialValues, config: ConfigValues.default({}) }),
  z.strictObject({ sandbox: z.literal(true) }),
  z.strictObject({ skip: z.literal(true) }),
]);
export type SendForm = z.infer<typeof SendForm>;

export const DecideApproval = z.object({ decision: z.enum(["approve", "decline"]) });
export type DecideApproval = z.infer<typeof DecideApproval>;

/** What a person does with one module of a session by a button. */
export const ModuleStep = z.object({ action: z.enum(["retry", "skip", "resume"]) });
export type ModuleStep = z.infer<typeof ModuleStep>;

/** `take`: go on with the caller's own rights. `continue`: after a pause. */
export const SteerConcierge = z.union([
  z.strictObject({ action: z.enum(["stop", "continue", "take"]) }),
  z.strictObject({ action: z.literal("drive"), driver: z.enum(DRIVERS) }),
]);
export type SteerConcierge = z.infer<typeof SteerConcierge>;
