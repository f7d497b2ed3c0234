import { z } from "zod";
import { CONFIG_ORIGINS, CREDENTIAL_MODES } from "../deployments.ts";
import { VersionText } from "../manifest/manifest.ts";
import { KEY_FILE_MAX_CHARACTERS } from "../manifest/value-bounds.ts";
import { Id, Timestamp } from "./common.ts";

export const INTEGRATION_STATES = ["connected", "error", "pending", "disabled"] as const;
export type IntegrationState = (typeof INTEGRATION_STATES)[number];

/**
 * What kind of trouble it is, and with it what helps: other values for the first five, a person at the provider for `blocked`, time for the
 * last three.
 */
export const HEALTH_CAUSES = [
  "credentials",
  "expired",
  "permission",
  "not_found",
  "configuration",
  "blocked",
  "rate_limited",
  "provider_down",
  "network",
] as const;
export type HealthCause = (typeof HEALTH_CAUSES)[number];

/** `reason` is what the provider said in plain words, `fix` what to do about it. */
export const Health = z.object({
  ok: z.boolean(),
  checkedAt: Timestamp,
  cause: z.enum(HEALTH_CAUSES).optional(),
  reason: z.string().optional(),
  fix: z.string().optional(),
  expiresAt: Timestamp.optional().meta({ description: "When the credentials end, where the provider says" }),
});
export type Health = z.infer<typeof Health>;

/** One time the provider was asked, and who had it asked. */
export const HealthCheck = Health.extend({ by: z.string() });
export type HealthCheck = z.infer<typeof HealthCheck>;
export const HealthCheckList = z.object({ docs: z.array(HealthCheck) });

/** What a provider said about a connected account itself: `error` stops something from working, `warning` may. */
export const NOTICE_LEVELS = ["info", "warning", "error"] as const;
export const Notice = z.object({
  id: Id,
  level: z.enum(NOTICE_LEVELS),
  type: z.string().meta({ description: "The provider's name of the event" }),
  text: z.string(),
  at: Timestamp,
});
export type Notice = z.infer<typeof Notice>;
export const NoticeList = z.object({ docs: z.array(Notice) });

export const Integration = z.object({
  id: Id,
  module: z.string(),
  version: z.string(),
  state: z.enum(INTEGRATION_STATES),
  health: Health,
  config: z.record(z.string(), z.unknown()),
  credentials: z
    .record(
      z.string(),
      z.object({
        set: z.boolean(),
        hint: z.string(),
        value: z.string().optional(),
        shared: z.literal(true).optional(),
      }),
    )
    .meta({
      description:
        "Per field: whether it is set and its last 4 characters; the whole value only where the field is no secret. Of one that the agency shares only that it is set",
    }),
  origins: z.record(z.string(), z.enum(CONFIG_ORIGINS)).meta({
    description: "Per setting: whether its value is the account's own, the agency's, or the module's default",
  }),
  deployed: z
    .object({ deployment: Id, credentialMode: z.enum(CREDENTIAL_MODES), allowCustomize: z.boolean() })
    .nullable()
    .meta({ description: "The agency's deployment that looks after it; null where the account does so itself" }),
  details: z
    .record(z.string(), z.string())
    .meta({ description: "What the provider says of it: display number, verified name" }),
  sandbox: z.boolean(),
  webhookUrl: z
    .string()
    .nullable()
    .meta({ description: "Where the provider must deliver for an account that brings its own app" }),
  applied: z.boolean().meta({ description: "Whether the account's object has acknowledged this configuration" }),
  pinned: z.boolean().meta({ description: "Held at its version until it is released" }),
  upgrade: z
    .object({
      version: VersionText,
      changes: z
        .array(z.object({ version: VersionText, notes: z.array(z.string()) }))
        .meta({ description: "What is new since the installed version, newest first" }),
    })
    .nullable()
    .meta({ description: "The newer version that the catalog offers; null: it is the newest" }),
  watch: z
    .object({
      nextCheckAt: Timestamp,
      failures: z.int().meta({ description: "Checks in a row that failed by themselves" }),
      failingSince: Timestamp.nullable(),
      reason: z.string().nullable().meta({ description: "What the last of them was answered" }),
    })
    .nullable()
    .meta({
      description: "When it is checked next without being asked. A failure shows in `health` once it came again",
    }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Integration = z.infer<typeof Integration>;
export const IntegrationList = z.object({ docs: z.array(Integration) });

/** Values by requirement name, each as text whatever its kind. Lengths are bounded here; each module checks form and meaning. */
export const CredentialValues = z.record(z.string().max(60), z.string().trim().max(KEY_FILE_MAX_CHARACTERS));
export const ConfigValues = z.record(z.string().max(60), z.unknown());

/** `sandbox: true` installs in test mode: no credentials, the built-in provider. */
export const InstallModule = z.object({
  module: z.string().min(1).max(60),
  credentials: CredentialValues.default({}),
  config: ConfigValues.default({}),
  sandbox: z.boolean().default(false),
});
export type InstallModule = z.infer<typeof InstallModule>;

export const ConfigureModule = z.object({ config: ConfigValues.optional(), enabled: z.boolean().optional() });
export type ConfigureModule = z.infer<typeof ConfigureModule>;

/** The version that is offered, as the caller read of it. */
export const UpgradeIntegration = z.object({ version: VersionText });
export type UpgradeIntegration = z.infer<typeof UpgradeIntegration>;

export const RotateCredentials = z.object({ credentials: CredentialValues });
export type RotateCredentials = z.infer<typeof RotateCredentials>;
