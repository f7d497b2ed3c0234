import { Hono } from "hono";
import { docOf } from "../../schema/contracts/common.ts";
import {
  CreateTenant,
  ListTenants,
  Tenant,
  TenantAccess,
  TenantPage,
  UpdateTenant,
} from "../../schema/contracts/tenants.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onPathTenant, onTenant, route } from "../middleware/policy.ts";
import { body, query } from "../middleware/validate.ts";
import { tenantAccess } from "../services/tenants/access.ts";
import { createTenant } from "../services/tenants/create.ts";
import { tenantDocument } from "../services/tenants/document.ts";
import { listTenants } from "../services/tenants/list.ts";
import { renameTenant } from "../services/tenants/rename.ts";

export const tenants = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "List the accounts below the active one",
      tags: ["Tenants"],
      responses: { 200: { description: "A page of them, by name", schema: TenantPage } },
      errors: ["invalid"],
    }),
    query(ListTenants),
    async (c) => c.json(await listTenants(c.get("ctx"), c.req.valid("query"))),
  )
  .post(
    "/",
    route({
      // What counts is the right to make tenants on the parent, which the body may name: the verb asks for it there.
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "Make an agency or a sub-account",
      tags: ["Tenants"],
      description: "`parent` defaults to the active account. Needs `createTenants` on the parent.",
      responses: { 201: { description: "Made", schema: docOf(Tenant) } },
      errors: ["invalid", "suspended", "conflict"],
    }),
    body(CreateTenant),
    async (c) =>
      c.json({ doc: await createTenant(c.get("ctx"), c.req.valid("json")), message: "Account created." }, 201),
  )
  .get(
    "/:id",
    route({
      policy: onPathTenant("viewSettings"),
      summary: "Read an account",
      tags: ["Tenants"],
      responses: { 200: { description: "The account", schema: Tenant } },
    }),
    (c) => c.json(tenantDocument(c.get("ctx").tenant)),
  )
  .patch(
    "/:id",
    route({
      policy: onPathTenant("manageSettings"),
      summary: "Rename an account",
      tags: ["Tenants"],
      responses: { 200: { description: "Renamed", schema: docOf(Tenant) } },
      errors: ["invalid", "suspended", "conflict"],
    }),
    body(UpdateTenant),
    async (c) => c.json({ doc: await renameTenant(c.get("ctx"), c.req.valid("json")), message: "Account updated." }),
  )
  .get(
    "/:id/access",
    route({
      policy: onPathTenant("viewSettings"),
      summary: "How you stand to an account",
      tags: ["Tenants"],
      description: "The way up to it as far as you may see, your role and what it allows there.",
      responses: { 200: { description: "Path, role and capabilities", schema: TenantAccess } },
    }),
    async (c) => c.json(await tenantAccess(c.get("ctx"))),
  );
