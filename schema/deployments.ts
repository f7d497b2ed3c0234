/** Which accounts a deployment reaches: one of them, all there are, or those named. */
export const DEPLOY_TO = ["account", "all", "selected"] as const;
export type DeployTo = (typeof DEPLOY_TO)[number];

/** `shared`: the agency's own credentials for what may be shared. `byo`: every client brings all of its own. */
export const CREDENTIAL_MODES = ["shared", "byo"] as const;
export type CredentialMode = (typeof CREDENTIAL_MODES)[number];

/** What its people decided about a deployment. Whether a running one has anything left to do follows from its targets. */
export const DEPLOYMENT_STATES = ["running", "paused", "cancelled", "removing"] as const;
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number];

/**
 * How one account stands to a deployment. `waiting`: its turn comes, or comes again. `connected`, `pending` (the client has something to
 * give), `disabled`: installed, as the integration there is. `failed`: it could not be done, or the provider refuses. `kept`: left alone,
 * because the client or a later deployment looks after the module there. `cancelled`: never done. `removed`: taken back.
 */
export const TARGET_STATES = [
  "waiting",
  "connected",
  "pending",
  "disabled",
  "failed",
  "kept",
  "cancelled",
  "removed",
] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** Where a setting's value comes from: the client's own, the agency's deployment, or the module's default. */
export const CONFIG_ORIGINS = ["own", "agency", "module"] as const;
export type ConfigOrigin = (typeof CONFIG_ORIGINS)[number];

/**
 * What the account keeps of the deployment that looks after an integration: enough to work out its effective settings, and where to say how
 * it does, with no look into the agency's own rows.
 */
export interface Deployed {
  /** Id of the agency. */
  agency: string;
  deployment: string;
  target: string;
  /** Of the deployment, as it was last applied here. */
  revision: number;
  /** The agency's own values, without those it left to the module. */
  config: Record<string, unknown>;
  allowCustomize: boolean;
  credentialMode: CredentialMode;
}
