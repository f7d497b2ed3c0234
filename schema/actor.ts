import { z } from "zod";
import { CAPABILITIES, type Capability, ROLE_NAMES } from "./capabilities.ts";
import { TrellisError } from "./errors.ts";

/**
 * Who acts, bound to the one tenant acted on. Built in one place (worker/middleware) after the grants were checked, then handed to
 * every verb and across RPC to the objects. Nobody is ever `null`: programs come with a key, strangers are Anonymous, machinery is System.
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
    /** Sees and changes only what is assigned to them. Absent where any one grant lets them see all. */
    assignedOnly: z.literal(true).optional(),
    /** Somebody else looks through this person's eyes: both stand on every trail. `capabilities` are then what both of them have. */
    impersonator: z
      .object({
        impersonationId: z.string(),
        userId: z.string(),
        name: z.string(),
        /** Whether they may change anything at all. */
        write: z.boolean(),
        /** When it is over by itself, ms since the epoch. */
        endsAt: z.number(),
      })
      .optional(),
    /** The session of the concierge that acts for this person, with their rights. */
    conciergeId: z.string().optional(),
    /** The request that carries the act: ties an audit row to a log line. */
    requestId: z.string().optional(),
  }),
  z.object({
    kind: z.literal("key"),
    tenantId: z.string(),
    keyId: z.string(),
    name: z.string(),
    capabilities: z.array(z.enum(CAPABILITIES)),
    requestId: z.string().optional(),
  }),
  z.object({
    kind: z.literal("system"),
    tenantId: z.string(),
    /** Which machinery: shown in the audit log as "via". */
    via: z.enum([
      "webhook",
      "outbox",
      "media",
      "profiles",
      "templates",
      "cron",
      "control-plane",
      "seed",
      "deployment",
      "concierge",
    ]),
    requestId: z.string().optional(),
  }),
  z.object({ kind: z.literal("anonymous"), tenantId: z.string(), requestId: z.string().optional() }),
]);
export type Actor = z.infer<typeof Actor>;
export type UserActor = Extract<Actor, { kind: "user" }>;
export type KeyActor = Extract<Actor, { kind: "key" }>;
export type SystemActor = Extract<Actor, { kind: "system" }>;

/** Whether the actor may do this on its tenant. System may do whatever its verb does; Anonymous nothing. */
export function can(actor: Actor, capability: Capability): boolean {
  switch (actor.kind) {
    case "user":
    case "key":
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

/** What of an actor stays on the trails: a person, a program with a key of its own, or the product's machinery. */
export interface Author {
  type: "user" | "key" | "system";
  id: string;
  name: string;
}

/** The few words an audit row, activity or message keeps about its author. */
export function authorOf(actor: Actor): Author {
  switch (actor.kind) {
    case "user":
      return { type: "user", id: actor.userId, name: actor.name };
    case "key":
      return { type: "key", id: actor.keyId, name: actor.name };
    case "system":
      return { type: "system", id: actor.via, name: "Trellis" };
    case "anonymous":
      return { type: "system", id: "anonymous", name: "Trellis" };
    default:
      return actor satisfies never;
  }
}

/** What an audit row says of who did it: the author, who looked through their eyes, and through which door. */
export interface AuditAuthor {
  actorType: Author["type"];
  actorId: string;
  actorName: string;
  impersonatorId: string | null;
  impersonatorName: string | null;
  via: string;
}

/** The audit log's words for an actor. */
export function auditAuthorOf(actor: Actor): AuditAuthor {
  const { type, id, name } = authorOf(actor);
  const impersonator = actor.kind === "user" ? actor.impersonator : undefined;
  return {
    actorType: type,
    actorId: id,
    actorName: name,
    impersonatorId: impersonator?.userId ?? null,
    impersonatorName: impersonator?.name ?? null,
    via: doorOf(actor) ?? id,
  };
}

/** Machinery comes through a door of its own name. */
function doorOf(actor: Actor): string | undefined {
  if (actor.kind === "user") return actor.conciergeId === undefined ? "session" : "concierge";
  return actor.kind === "key" ? "api_key" : undefined;
}
