import { z } from "zod";
import {
  CONFIG_ORIGINS,
  CREDENTIAL_MODES,
  DEPLOY_TO,
  DEPLOYMENT_STATES,
  TARGET_STATES,
  type TargetState,
} from "../deployments.ts";
import { Id, pageOf, Timestamp } from "./common.ts";
import { ConfigValues, CredentialValues } from "./integrations.ts";

/** Accounts one request may name. More are reached with `all`. */
export const SELECTED_MAX = 2_000;

/** `done`: nothing waits any more. `removed`: taken back from every account. The others are what people decided. */
export const DEPLOYMENT_STATUSES = [...DEPLOYMENT_STATES, "done", "removed"] as const;
export type DeploymentStatus = (typeof DEPLOYMENT_STATUSES)[number];

export const CreateDeployment = z.object({
  module: z.string().min(1).max(60),
  deployTo: z.enum(DEPLOY_TO).meta({ description: "`account` is one client, named in `subAccounts`" }),
  subAccounts: z.array(Id).max(SELECTED_MAX, `must be at most ${SELECTED_MAX}: deploy to all instead`).default([]),
  credentialMode: z.enum(CREDENTIAL_MODES).default("shared"),
  allowCustomize: z
    .boolean()
    .default(false)
    .meta({ description: "Whether clients may lay their own settings over these" }),
  includeFuture: z.boolean().default(false).meta({ description: "Clients that join later get it too" }),
  credentials: CredentialValues.default({}).meta({
    description:
      "With `shared`: the agency's own, for those requirements that may be shared. Each client is asked for the rest",
  }),
  config: ConfigValues.default({}).meta({ description: "What is left out is as the module has it" }),
  sandbox: z.boolean().default(false).meta({ description: "In test mode: no credentials, the built-in provider" }),
});
export type CreateDeployment = z.infer<typeof CreateDeployment>;

/** What is given is laid over what is set; null clears a setting. Every account of the deployment is given it anew. */
export const UpdateDeployment = z.object({
  config: ConfigValues.optional(),
  allowCustomize: z.boolean().optional(),
  includeFuture: z.boolean().optional(),
});
export type UpdateDeployment = z.infer<typeof UpdateDeployment>;

export const RotateShared = z.object({ credentials: CredentialValues });
export type RotateShared = z.infer<typeof RotateShared>;

const COUNTS = Object.fromEntries(TARGET_STATES.map((state) => [state, z.number().int()])) as Record<
  TargetState,
  z.ZodNumber
>;
export const TargetCounts = z.object(COUNTS);
export type TargetCounts = z.infer<typeof TargetCounts>;

export const Deployment = z.object({
  id: Id,
  module: z.string(),
  deployTo: z.enum(DEPLOY_TO),
  includeFuture: z.boolean(),
  credentialMode: z.enum(CREDENTIAL_MODES),
  allowCustomize: z.boolean(),
  sandbox: z.boolean(),
  config: z.record(z.string(), z.unknown()).meta({ description: "The agency's own values" }),
  credentials: z
    .record(z.string(), z.object({ set: z.boolean(), hint: z.string(), value: z.string().optional() }))
    .meta({ description: "Of the requirements that are shared: whether set, and the last 4 characters" }),
  status: z.enum(DEPLOYMENT_STATUSES),
  total: z.number().int(),
  done: z.number().int().meta({ description: "Accounts that have it, those included that wait for the client itself" }),
  failed: z.number().int(),
  counts: TargetCounts,
  revision: z.number().int(),
  createdBy: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Deployment = z.infer<typeof Deployment>;
export const DeploymentPage = pageOf(Deployment);

export const ListDeployments = z.object({
  module: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
});
export type ListDeployments = z.infer<typeof ListDeployments>;

/**
 * How an account differs from what was deployed to it. `untold`: its object has not acknowledged the newest settings. `outdated`: it has an
 * earlier revision. `uninstalled`: the module was taken out there. Null where nothing differs, or where nothing was done yet.
 */
export const DRIFTS = ["untold", "outdated", "uninstalled"] as const;
export type Drift = (typeof DRIFTS)[number];

export const DeploymentTarget = z.object({
  id: Id,
  account: z.object({ id: Id, name: z.string() }),
  state: z.enum(TARGET_STATES),
  reason: z.string().nullable(),
  fix: z.string().nullable(),
  attempts: z.number().int(),
  integration: Id.nullable(),
  drift: z.enum(DRIFTS).nullable(),
  updatedAt: Timestamp,
});
export type DeploymentTarget = z.infer<typeof DeploymentTarget>;
export const DeploymentTargetPage = pageOf(DeploymentTarget);

export const ListTargets = z.object({
  state: z.enum(TARGET_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type ListTargets = z.infer<typeof ListTargets>;

/** What would become of one account. */
export const EFFECTS = ["install", "change", "keep", "blocked"] as const;
export type Effect = (typeof EFFECTS)[number];
export const TargetEffect = z.object({
  account: z.object({ id: Id, name: z.string() }),
  effect: z.enum(EFFECTS),
  reason: z.string().nullable(),
  asks: z.array(z.string()).meta({ description: "Labels of what the client has to give before it works" }),
  changes: z.array(
    z.object({
      setting: z.string(),
      from: z.unknown(),
      to: z.unknown(),
      origin: z.enum(CONFIG_ORIGINS).meta({ description: "Where the value comes from afterwards" }),
    }),
  ),
});
export type TargetEffect = z.infer<typeof TargetEffect>;
/** The accounts shown in full are bounded; the numbers are of all. */
export const PREVIEW_SHOWN_MAX = 100;
export const DeploymentPreview = z.object({
  total: z.number().int(),
  effects: z.object({
    install: z.number().int(),
    change: z.number().int(),
    keep: z.number().int(),
    blocked: z.number().int(),
  }),
  asking: z.number().int().meta({ description: "Accounts whose client has something to give" }),
  docs: z.array(TargetEffect),
});
export type DeploymentPreview = z.infer<typeof DeploymentPreview>;

/** What leans on the credentials of a deployment. */
export const DeploymentImpact = z.object({
  clients: z.number().int(),
  unread: z.number().int().meta({ description: "Conversations nobody has read, in those accounts" }),
  fields: z.array(z.object({ field: z.string(), label: z.string(), hint: z.string(), updatedAt: Timestamp })),
  docs: z.array(z.object({ account: z.object({ id: Id, name: z.string() }), state: z.enum(TARGET_STATES) })),
});
export type DeploymentImpact = z.infer<typeof DeploymentImpact>;

export const DeploymentEvent = z.object({
  at: Timestamp,
  by: z.string(),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type DeploymentEvent = z.infer<typeof DeploymentEvent>;
export const DeploymentHistory = z.object({ docs: z.array(DeploymentEvent) });
