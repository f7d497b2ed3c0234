import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  ConfigureModule,
  HealthCheckList,
  InstallModule,
  Integration,
  IntegrationList,
  NoticeList,
  RotateCredentials,
  UpgradeIntegration,
} from "../../schema/contracts/integrations.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body, params } from "../middleware/validate.ts";
import { configureModule } from "../services/integrations/configure.ts";
import { getIntegration } from "../services/integrations/get.ts";
import { installModule } from "../services/integrations/install.ts";
import { listChecks } from "../services/integrations/list-checks.ts";
import { listNotices } from "../services/integrations/list-notices.ts";
import { listIntegrations } from "../services/integrations/list.ts";
import { rotateCredentials } from "../services/integrations/rotate.ts";
import { uninstallModule } from "../services/integrations/uninstall.ts";
import { pinIntegration } from "../services/integrations/pin.ts";
import { upgradeIntegration } from "../services/integrations/upgrade.ts";
import { verifyIntegration } from "../services/integrations/verify.ts";

const ById = z.object({ id: Id });
const IntegrationDoc = docOf(Integration);
const TAGS: [string] = ["Integrations"];

export const integrations = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings"),
      summary: "Installed modules",
      tags: TAGS,
      responses: { 200: { description: "Oldest first", schema: IntegrationList } },
    }),
    async (c) => c.json({ docs: await listIntegrations(c.get("ctx")) }),
  )
  .post(
    "/",
    route({
      policy: onTenant("manageModules"),
      summary: "Install a module",
      tags: TAGS,
      description:
        "Checked with the provider before anything is claimed. Credentials the provider refuses install in state `error`, with the reason and what to do. `sandbox: true` needs no credentials.",
      responses: { 201: { description: "Installed", schema: IntegrationDoc } },
      errors: ["invalid", "plan_limit", "not_found", "conflict", "outside_id_taken", "suspended"],
    }),
    body(InstallModule),
    async (c) => c.json({ doc: await installModule(c.get("ctx"), c.req.valid("json")), message: "Installed." }, 201),
  )
  .get(
    "/:id",
    route({
      policy: onTenant("viewSettings"),
      summary: "One installed module",
      tags: TAGS,
      responses: { 200: { description: "The integration", schema: Integration } },
    }),
    params(ById),
    async (c) => c.json(await getIntegration(c.get("ctx"), c.req.valid("param").id)),
  )
  .get(
    "/:id/notices",
    route({
      policy: onTenant("viewSettings"),
      summary: "What the provider says about it",
      tags: TAGS,
      description: "Reviews, limits, the fate of templates: the newest 50. `error` stops something from working.",
      responses: { 200: { description: "Newest first", schema: NoticeList } },
    }),
    params(ById),
    async (c) => c.json({ docs: await listNotices(c.get("ctx"), c.req.valid("param").id) }),
  )
  .get(
    "/:id/checks",
    route({
      policy: onTenant("viewSettings"),
      summary: "What the provider answered when it was checked",
      tags: TAGS,
      responses: { 200: { description: "Newest first, at most 20", schema: HealthCheckList } },
    }),
    params(ById),
    async (c) => c.json({ docs: await listChecks(c.get("ctx"), c.req.valid("param").id) }),
  )
  .patch(
    "/:id",
    route({
      policy: onTenant("manageModules"),
      summary: "Configure, switch off or on",
      tags: TAGS,
      responses: { 200: { description: "As it is now", schema: IntegrationDoc } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(ConfigureModule),
    async (c) =>
      c.json({
        doc: await configureModule(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Saved.",
      }),
  )
  .delete(
    "/:id",
    route({
      policy: onTenant("manageModules"),
      summary: "Uninstall",
      tags: TAGS,
      description: "Deletes the credentials and gives up the number. Conversations stay.",
      responses: { 200: { description: "As it was", schema: IntegrationDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await uninstallModule(c.get("ctx"), c.req.valid("param").id), message: "Uninstalled." }),
  )
  .put(
    "/:id/credentials",
    route({
      policy: onTenant("manageModules"),
      summary: "Replace credentials",
      tags: TAGS,
      description:
        "Laid over those there are; an empty value clears an optional one. The whole is checked with the provider first: what it refuses is not stored and the old credentials stay in force.",
      responses: { 200: { description: "As it is now", schema: IntegrationDoc } },
      errors: ["invalid", "conflict", "outside_id_taken", "suspended"],
    }),
    params(ById),
    body(RotateCredentials),
    async (c) =>
      c.json({
        doc: await rotateCredentials(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Replaced.",
      }),
  )
  .post(
    "/:id/upgrade",
    route({
      policy: onTenant("manageModules"),
      summary: "Upgrade to the version the catalog offers",
      tags: TAGS,
      description:
        "The module migrates its settings and the provider is asked; what either refuses changes nothing. There is no way back to an earlier version.",
      responses: { 200: { description: "As it is now", schema: IntegrationDoc } },
      errors: ["invalid", "conflict", "outside_id_taken", "suspended"],
    }),
    params(ById),
    body(UpgradeIntegration),
    async (c) =>
      c.json({
        doc: await upgradeIntegration(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Upgraded.",
      }),
  )
  .put(
    "/:id/pin",
    route({
      policy: onTenant("manageModules"),
      summary: "Hold it at its version",
      tags: TAGS,
      description: "Nobody upgrades it until it is released.",
      responses: { 200: { description: "As it is now", schema: IntegrationDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await pinIntegration(c.get("ctx"), c.req.valid("param").id, true), message: "Held." }),
  )
  .delete(
    "/:id/pin",
    route({
      policy: onTenant("manageModules"),
      summary: "Release it to be upgraded",
      tags: TAGS,
      responses: { 200: { description: "As it is now", schema: IntegrationDoc } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) =>
      c.json({ doc: await pinIntegration(c.get("ctx"), c.req.valid("param").id, false), message: "Released." }),
  )
  .post(
    "/:id/verification",
    route({
      policy: onTenant("manageModules"),
      summary: "Ask the provider again",
      tags: TAGS,
      responses: { 200: { description: "With what the provider said", schema: IntegrationDoc } },
      errors: ["conflict", "outside_id_taken", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await verifyIntegration(c.get("ctx"), c.req.valid("param").id), message: "Checked." }),
  );
