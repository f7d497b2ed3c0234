import { Hono } from "hono";
import { docOf } from "../../schema/contracts/common.ts";
import { Affected, MoveTenant, PurgeTenant, StopTenant, Tenant } from "../../schema/contracts/tenants.ts";
import type { AppEnv } from "../app-env.ts";
import { overPathTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { affectedBy } from "../services/tenants/life/affected.ts";
import { changeLife } from "../services/tenants/life/change-life.ts";
import { moveClient } from "../services/tenants/life/move.ts";
import { purgeTenant } from "../services/tenants/life/purge.ts";

const NEEDS = "Needs `manageTenants` on the account above it: nobody does this to their own account.";

/** The life of an account: stopped and started, deleted and brought back. Each state is a resource that is put and taken away. */
export const tenantLife = new Hono<AppEnv>()
  .put(
    "/:id/suspension",
    route({
      policy: overPathTenant("manageTenants"),
      summary: "Suspend an account",
      tags: ["Tenants"],
      description: `Its people can read and export; customers' messages are still received; nothing goes out. Of an agency: all its clients. ${NEEDS}`,
      responses: { 200: { description: "Suspended", schema: docOf(Tenant) } },
      errors: ["invalid", "conflict"],
    }),
    body(StopTenant),
    async (c) => {
      const doc = await changeLife(c.get("ctx"), c.req.param("id"), "suspend", c.req.valid("json").reason);
      return c.json({ doc, message: "Account suspended." });
    },
  )
  .delete(
    "/:id/suspension",
    route({
      policy: overPathTenant("manageTenants"),
      summary: "Resume a suspended account",
      tags: ["Tenants"],
      description: `What waited leaves now. An agency's clients are again what each was. ${NEEDS}`,
      responses: { 200: { description: "As it was before", schema: docOf(Tenant) } },
      errors: ["conflict"],
    }),
    async (c) =>
      c.json({ doc: await changeLife(c.get("ctx"), c.req.param("id"), "resume"), message: "Account resumed." }),
  )
  .put(
    "/:id/cancellation",
    route({
      policy: overPathTenant("manageTenants"),
      summary: "Cancel an account",
      tags: ["Tenants"],
      description: `As suspended. After 30 days it may be erased, by a person's act alone. ${NEEDS}`,
      responses: { 200: { description: "Cancelled", schema: docOf(Tenant) } },
      errors: ["invalid", "conflict"],
    }),
    body(StopTenant),
    async (c) => {
      const doc = await changeLife(c.get("ctx"), c.req.param("id"), "cancel", c.req.valid("json").reason);
      return c.json({ doc, message: "Account cancelled." });
    },
  )
  .delete(
    "/:id/cancellation",
    route({
      policy: overPathTenant("manageTenants"),
      summary: "Take a cancellation back",
      tags: ["Tenants"],
      description: NEEDS,
      responses: { 200: { description: "As it was before", schema: docOf(Tenant) } },
      errors: ["conflict"],
    }),
    async (c) =>
      c.json({ doc: await changeLife(c.get("ctx"), c.req.param("id"), "reinstate"), message: "Account reinstated." }),
  )
  .delete(
    "/:id",
    route({
      policy: overPathTenant("manageTenants"),
      summary: "Delete an account",
      tags: ["Tenants"],
      description: `It disappears from every list, door and socket and can be restored for 30 days, its address and numbers kept. An agency must have no clients. ${NEEDS}`,
      responses: { 200: { description: "Deleted", schema: docOf(Tenant) } },
      errors: ["conflict"],
    }),
    async (c) =>
      c.json({ doc: await changeLife(c.get("ctx"), c.req.param("id"), "delete"), message: "Account deleted." }),
  )
  .put(
    "/:id/restoration",
    route({
      policy: overPathTenant("manageTenants", { deleted: true }),
      summary: "Restore a deleted account",
      tags: ["Tenants"],
      description: `With everything in it, and what customers wrote meanwhile. Within 30 days. ${NEEDS}`,
      responses: { 200: { description: "As it was before", schema: docOf(Tenant) } },
      errors: ["conflict"],
    }),
    async (c) =>
      c.json({ doc: await changeLife(c.get("ctx"), c.req.param("id"), "restore"), message: "Account restored." }),
  )
  .put(
    "/:id/parent",
    route({
      policy: overPathTenant("manageTenants"),
      summary: "Move a client to another agency",
      tags: ["Tenants"],
      description: `Everything in it moves along. What its old agency's people held on it ends, and their sockets close. ${NEEDS} The same on the new agency.`,
      responses: { 200: { description: "Moved", schema: docOf(Tenant) } },
      errors: ["invalid", "conflict"],
    }),
    body(MoveTenant),
    async (c) =>
      c.json({
        doc: await moveClient(c.get("ctx"), c.req.param("id"), c.req.valid("json")),
        message: "Account moved.",
      }),
  )
  .post(
    "/:id/purge",
    route({
      policy: overPathTenant("manageTenants", { deleted: true }),
      summary: "Erase a deleted account for good",
      tags: ["Tenants"],
      description: `Its object, files, people without another account, and every row, step by step. Only the parent's audit log keeps that it was. Also what was cancelled 30 days ago. For people alone, not for keys. ${NEEDS}`,
      responses: { 202: { description: "Begun", schema: docOf(Tenant) } },
      errors: ["invalid", "conflict"],
    }),
    body(PurgeTenant),
    async (c) =>
      c.json(
        {
          doc: await purgeTenant(c.get("ctx"), c.req.param("id"), c.req.valid("json")),
          message: "The account is being erased.",
        },
        202,
      ),
  )
  .get(
    "/:id/affected",
    route({
      policy: overPathTenant("manageTenants", { deleted: true }),
      summary: "Whom and what an act on an account concerns",
      tags: ["Tenants"],
      description: NEEDS,
      responses: { 200: { description: "In numbers", schema: Affected } },
    }),
    async (c) => c.json(await affectedBy(c.get("ctx"), c.req.param("id"))),
  );
