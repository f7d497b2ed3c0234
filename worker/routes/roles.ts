import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import { CreateRole, DeleteRole, RoleDoc, RoleList, UpdateRole } from "../../schema/contracts/roles.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { createRole } from "../services/roles/create.ts";
import { deleteRole } from "../services/roles/delete.ts";
import { listRoles } from "../services/roles/list.ts";
import { updateRole } from "../services/roles/update.ts";

const ById = z.object({ id: Id });
const tags: [string] = ["Roles"];

export const roles = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "Roles that can be given here or below, and what each allows",
      tags,
      responses: { 200: { description: "Built-in ones first", schema: RoleList } },
    }),
    async (c) => c.json(await listRoles(c.get("ctx"))),
  )
  .post(
    "/",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Make a role",
      tags,
      description: "A name and a set of capabilities, never more than the maker has. It can be given here and below.",
      responses: { 201: { description: "Made", schema: docOf(RoleDoc) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    body(CreateRole),
    async (c) => c.json({ doc: await createRole(c.get("ctx"), c.req.valid("json")), message: "Role made." }, 201),
  )
  .patch(
    "/:id",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Change a role",
      tags,
      description: "For everyone who has it, within a second.",
      responses: { 200: { description: "As it is now", schema: docOf(RoleDoc) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(UpdateRole),
    async (c) =>
      c.json({ doc: await updateRole(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), message: "Saved." }),
  )
  .delete(
    "/:id",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Delete a role",
      tags,
      description: "Refused while people have it, unless `moveTo` says which role they get instead.",
      responses: { 200: { description: "As it was", schema: docOf(RoleDoc) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    query(DeleteRole),
    async (c) =>
      c.json({
        doc: await deleteRole(c.get("ctx"), c.req.valid("param").id, c.req.valid("query")),
        message: "Role deleted.",
      }),
  );
