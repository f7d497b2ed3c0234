import { Hono } from "hono";
import { docOf } from "../../schema/contracts/common.ts";
import { Contact } from "../../schema/contracts/contacts.ts";
import { AddIdentity } from "../../schema/contracts/merges.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";

const tags: [string] = ["Contacts"];

/** The ways a contact is known by. */
export const contactIdentities = new Hono<AppEnv>()
  .post(
    "/:id/identities",
    route({
      policy: onTenant("editLeads"),
      summary: "Add one way a contact is known by",
      tags,
      description: "A conflict names the contact that has it under `errors[0].about`, so that a merge can be offered.",
      responses: { 201: { description: "The contact", schema: docOf(Contact) } },
      errors: ["invalid", "conflict", "suspended", "not_a_subaccount"],
    }),
    body(AddIdentity),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { ...c.req.valid("json"), id: c.req.param("id") };
      const doc = await subAccount(env, tenant.id).addContactIdentity(actor, input);
      return c.json({ doc, message: "Added." }, 201);
    },
  )
  .delete(
    "/:id/identities/:identityId",
    route({
      policy: onTenant("editLeads"),
      summary: "Take one way a contact is known by off it",
      tags,
      description: "Whoever comes by it next is somebody new. The phone or e-mail it stands for is emptied.",
      responses: { 200: { description: "The contact", schema: docOf(Contact) } },
      errors: ["suspended", "not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { id: c.req.param("id"), identityId: c.req.param("identityId") };
      const doc = await subAccount(env, tenant.id).removeContactIdentity(actor, input);
      return c.json({ doc, message: "Removed." });
    },
  );
