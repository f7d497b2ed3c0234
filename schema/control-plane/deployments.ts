import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { CREDENTIAL_MODES, DEPLOY_TO, DEPLOYMENT_STATES, TARGET_STATES } from "../deployments.ts";
import { tenants } from "./tenants.ts";

/** What an agency decided once for many clients. The tenant is the agency. */
export const deployments = sqliteTable(
  "deployments",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    module: text().notNull(),
    deployTo: text("deploy_to", { enum: DEPLOY_TO }).notNull(),
    /** A client that joins the agency later gets it too. */
    includeFuture: integer("include_future", { mode: "boolean" }).notNull(),
    credentialMode: text("credential_mode", { enum: CREDENTIAL_MODES }).notNull(),
    allowCustomize: integer("allow_customize", { mode: "boolean" }).notNull(),
    sandbox: integer({ mode: "boolean" }).notNull(),
    /** The agency's own values, without those it leaves to the module. */
    config: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    state: text({ enum: DEPLOYMENT_STATES }).notNull(),
    /** Rises with everything the targets have to be given anew: settings, credentials. */
    revision: integer().notNull(),
    createdByName: text("created_by_name").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("deployments_module").on(t.tenantId, t.module)],
);
export type DeploymentRow = typeof deployments.$inferSelect;

/** The agency's own values that its clients share, sealed for this place. Each client's copy is sealed anew for the client. */
export const deploymentCredentials = sqliteTable(
  "deployment_credentials",
  {
    tenantId: text("tenant_id").notNull(),
    deploymentId: text("deployment_id").notNull(),
    field: text().notNull(),
    sealed: text().notNull(),
    hint: text().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deploymentId, t.field] }),
    foreignKey({ columns: [t.tenantId, t.deploymentId], foreignColumns: [deployments.tenantId, deployments.id] }),
  ],
);
export type DeploymentCredentialRow = typeof deploymentCredentials.$inferSelect;

/** One account of a deployment. Its outcome is written in the batch that changes the account's integration. */
export const deploymentTargets = sqliteTable(
  "deployment_targets",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    deploymentId: text("deployment_id").notNull(),
    accountId: text("account_id").notNull(),
    state: text({ enum: TARGET_STATES }).notNull(),
    reason: text(),
    fix: text(),
    /** Tries since it began to wait. */
    attempts: integer().notNull().default(0),
    /** Of the deployment, as it was last applied; 0 before. */
    revision: integer().notNull().default(0),
    integrationId: text("integration_id"),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.deploymentId], foreignColumns: [deployments.tenantId, deployments.id] }),
    uniqueIndex("deployment_targets_account").on(t.tenantId, t.deploymentId, t.accountId),
    index("deployment_targets_state").on(t.tenantId, t.deploymentId, t.state, t.id),
    index("deployment_targets_of").on(t.tenantId, t.accountId),
  ],
);
export type DeploymentTargetRow = typeof deploymentTargets.$inferSelect;
