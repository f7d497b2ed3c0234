import { z } from "zod";
import { FieldRule } from "../manifest/field-rule.ts";
import { Requirement } from "../manifest/requirement.ts";
import { Id, Timestamp } from "./common.ts";
import { Slugs } from "./concierge.ts";
import { ConfigValues, CredentialValues } from "./integrations.ts";

export const RELAY_STATES = ["open", "done", "expired", "revoked"] as const;

/** A link for somebody without an account: it shows the fields of `modules` that are missing, and nothing else. */
export const Relay = z.object({
  id: Id,
  modules: z.array(z.string()),
  state: z.enum(RELAY_STATES),
  createdBy: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  openedAt: Timestamp.nullable().meta({ description: "When somebody first opened it" }),
});
export type Relay = z.infer<typeof Relay>;
export const RelayList = z.object({ docs: z.array(Relay) });
export type RelayList = z.infer<typeof RelayList>;
export const NewRelay = Relay.extend({ url: z.string().meta({ description: "Shown once: it is not kept" }) });
export type NewRelay = z.infer<typeof NewRelay>;
export const CreateRelay = z.object({
  modules: Slugs.optional().meta({ description: "Those of the session that do not work yet, unless given" }),
});
export type CreateRelay = z.infer<typeof CreateRelay>;

/** One module as a link shows it. `working`: its provider is asked; `waiting`: another module comes first. */
export const RelayForm = z.object({
  module: z.object({ slug: z.string(), name: z.string(), icon: z.string(), summary: z.string() }),
  fields: z.array(Requirement).meta({ description: "Only what is missing, or was refused" }),
  rules: z.array(FieldRule),
  settings: z.array(z.string()).meta({ description: "Names of `fields` that are settings, not credentials" }),
  faults: z.record(z.string(), z.string()).meta({ description: "By field: what the provider said of it last time" }),
  state: z.enum(["open", "working", "waiting", "live", "blocked", "skipped"]),
  reason: z.string().nullable(),
  fix: z.string().nullable(),
});
export type RelayForm = z.infer<typeof RelayForm>;
export const RelayPage = z.object({
  business: z.string().meta({ description: "The account that is set up" }),
  from: z.string().meta({ description: "Who sent the link" }),
  expiresAt: Timestamp,
  forms: z.array(RelayForm),
});
export type RelayPage = z.infer<typeof RelayPage>;
export const SendRelayForm = z.strictObject({ values: CredentialValues, config: ConfigValues.default({}) });
export type SendRelayForm = z.infer<typeof SendRelayForm>;
