import { z } from "zod";
import { GRANT_SOURCES, REQUEST_STATES } from "../module-access.ts";
import { PLANS } from "../plans.ts";
import { Id, pageOf, Timestamp, WELL_FORMED } from "./common.ts";

const Words = z.string().trim().max(1_000).regex(WELL_FORMED, "must not contain halves of characters");

/** What an account asks of whoever stands above it, and what became of it. */
export const AccessRequest = z.object({
  state: z.enum(REQUEST_STATES),
  note: z.string().nullable(),
  askedBy: z.string(),
  askedAt: Timestamp,
  reason: z.string().nullable().meta({ description: "Why it was declined" }),
  decidedBy: z.string().nullable(),
  decidedAt: Timestamp.nullable(),
});
export type AccessRequest = z.infer<typeof AccessRequest>;

/** Why an account may install a module or not: what entitles it, since when and by whom, and what it asked for. */
export const ModuleAccess = z.object({
  source: z
    .enum(["plan", ...GRANT_SOURCES])
    .nullable()
    .meta({ description: "What entitles the account to it; null: nothing does" }),
  grants: z.array(z.object({ source: z.enum(GRANT_SOURCES), by: z.string(), at: Timestamp })),
  request: AccessRequest.nullable().meta({ description: "The newest one" }),
});
export type ModuleAccess = z.infer<typeof ModuleAccess>;

export const RequestModule = z.object({
  note: Words.optional().meta({ description: "What it is for; whoever decides reads it" }),
});
export type RequestModule = z.infer<typeof RequestModule>;

/** A request as whoever decides it sees it. */
export const ModuleRequest = AccessRequest.extend({
  account: z.object({ id: Id, name: z.string(), plan: z.enum(PLANS) }),
  module: z.object({ slug: z.string(), name: z.string(), icon: z.string() }),
});
export type ModuleRequest = z.infer<typeof ModuleRequest>;
export const ModuleRequestPage = pageOf(ModuleRequest);

export const ListModuleRequests = z.object({
  open: z
    .enum(["true", "false"])
    .default("true")
    .meta({ description: "Those that wait, longest first; or those that are settled, newest first" }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type ListModuleRequests = z.infer<typeof ListModuleRequests>;

/** A request is approved, which grants the module, or declined with a reason that the account reads. */
export const DecideModuleRequest = z.discriminatedUnion("decision", [
  z.object({ decision: z.literal("approve") }),
  z.object({ decision: z.literal("decline"), reason: Words.min(1, "must say why") }),
]);
export type DecideModuleRequest = z.infer<typeof DecideModuleRequest>;
