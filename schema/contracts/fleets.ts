import { z } from "zod";
import { MODULE_STATES } from "../concierge/words.ts";
import { ModuleSlug } from "../manifest/manifest.ts";
import { Id, pageOf, Timestamp } from "./common.ts";
import { Slugs } from "./concierge.ts";
import { CredentialValues } from "./integrations.ts";

/** Clients that one fleet may have. */
export const FLEET_CLIENTS_MAX = 500;
/** `stopped`: somebody ended it, and the sessions of its clients with it. */
export const FLEET_STATES = ["active", "stopped"] as const;

/** How one module of a client stands. */
export const FleetModule = z.object({
  slug: z.string(),
  state: z.enum(MODULE_STATES),
  reason: z.string().nullable(),
  fix: z.string().nullable(),
});
export type FleetModule = z.infer<typeof FleetModule>;

/**
 * How a client stands. `waiting`: its session has not begun, or waits for values; `working`: it goes forward by itself; `live`: all of its modules
 * work; `blocked`: it needs somebody, see the reasons; `stopped`: somebody ended its session.
 */
export const FLEET_ROW_STATES = ["waiting", "working", "live", "blocked", "stopped"] as const;
export type FleetRowState = (typeof FLEET_ROW_STATES)[number];

/** An agency's set-up of many clients at once. */
export const Fleet = z.object({
  id: Id,
  state: z.enum(FLEET_STATES),
  modules: z.array(ModuleSlug).nullable().meta({ description: "Null: whatever each client may have" }),
  startedBy: z.object({ id: Id, name: z.string() }),
  counts: z.object({
    total: z.int(),
    waiting: z.int(),
    working: z.int(),
    live: z.int(),
    blocked: z.int(),
    stopped: z.int(),
  }),
  createdAt: Timestamp,
});
export type Fleet = z.infer<typeof Fleet>;
export const FleetPage = pageOf(Fleet);

export const StartFleet = z.object({
  clients: z
    .union([
      z.literal("all"),
      z
        .array(Id)
        .min(1)
        .max(FLEET_CLIENTS_MAX)
        .refine((ids) => new Set(ids).size === ids.length, "must name each client once"),
    ])
    .meta({ description: "Which clients to set up" }),
  modules: Slugs.optional().meta({ description: "Whatever each client may have and that is not live, unless given" }),
});
export type StartFleet = z.infer<typeof StartFleet>;

export const ListFleets = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(20),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
});
export type ListFleets = z.infer<typeof ListFleets>;

/** One client of a fleet. */
export const FleetRow = z.object({
  client: z.object({ id: Id, name: z.string(), slug: z.string() }),
  session: Id.nullable().meta({ description: "Its own session, once it has begun" }),
  state: z.enum(FLEET_ROW_STATES),
  reason: z.string().nullable().meta({ description: "Why no session could begin" }),
  modules: z.array(FleetModule),
});
export type FleetRow = z.infer<typeof FleetRow>;
export const FleetRowPage = pageOf(FleetRow);
export const ListFleetRows = z.object({
  state: z.enum(FLEET_ROW_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
});
export type ListFleetRows = z.infer<typeof ListFleetRows>;

/** What a fleet's clients are given for one module: values for all of them, and each one's own by the client's id. Or test mode. */
export const SendFleetValues = z.strictObject({
  module: ModuleSlug,
  common: CredentialValues.default({}),
  clients: z.record(Id, CredentialValues).default({}),
  sandbox: z.literal(true).optional(),
});
export type SendFleetValues = z.infer<typeof SendFleetValues>;

/** How it went: each client that got none is named with the reason. */
export const FleetValuesSent = z.object({
  sent: z.int(),
  left: z.array(z.object({ client: Id, message: z.string(), field: z.string().optional() })),
});
export type FleetValuesSent = z.infer<typeof FleetValuesSent>;
