import { z } from "zod";
import { CAPABILITIES, type Capability, ROLE_NAMES } from "./capabilities.ts";
import { TrellisError } from "./errors.ts";

/**
 * Who acts, bound to the one tenant acted on. Built in one place (worker/middleware) after the grants were checked, then handed to
 * every verb and across RPC to the objects. Nobody is ever `null`: strangers are Anonymous, machinery is System.
 */
export const Actor = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("user"),
    tenantId: z.string(),
    userId: z.string(),
    name: z.string(),
    role: z.enum(ROLE_NAMES),
    /** Union over every grant that reaches the tenant. */
    capabilities: z.array(z.enum(CAPABILITIES)),
    sessionId: z.string(),
    /** The request that carries the act: ties an audit row to a log line. */
    requestId: z.string().optional(),
  }),
  z.object({
    kind: z.literal("system"),
    tenantId: z.string(),
    /** Which machinery: shown in the audit log as "via". */
    via: z.enum(["webhook", "outbox", "media", "profiles", "cron", "control-plane", "seed"]),
    requestId: z.string().optional(),
  }),
  z.object({ kind: z.literal("anonymous"), tenantId: z.string(), requestId: z.string().optional() }),
]);
export type Actor = z.infer<typeof Actor>;
export type UserActor = Extract<Actor, { kind: "user" }>;
export type SystemActor = Extract<Actor, { kind: "system" }>;

/** Whether the actor may do this on its tenant. System may do whatever its verb does; Anonymous nothing. */
export function can(actor: Actor, capability: Capability): boolean {
  switch (actor.kind) {
    case "user":
      return actor.capabilities.includes(capability);
    case "system":
      return true;
    case "anonymous":
      return false;
    default:
      return actor satisfies never;
  }
}

/** Throws `forbidden` (or `unauthenticated` for a stranger) unless the actor may. */
export function requireCapability(actor: Actor, capability: Capability): void {
  if (can(actor, capability)) return;
  throw new TrellisError(actor.kind === "anonymous" ? "unauthenticated" : "forbidden");
}

/** Throws `forbidden` unless the caller is the product's own machinery. For RPC methods no person may reach. */
export function requireSystem(actor: Actor): asserts actor is SystemActor {
  if (actor.kind !== "system") throw new TrellisError("forbidden");
}

/** The few words an audit row, activity or message keeps about its author. */
export function authorOf(actor: Actor): { type: "user" | "system"; id: string; name: string } {
  return actor.kind === "user"
    ? { type: "user", id: actor.userId, name: actor.name }
    : { type: "system", id: actor.kind === "system" ? actor.via : "anonymous", name: "Trellis" };
}
