import { Hono } from "hono";
import { z } from "zod";
import { DismissDuplicate, DuplicateList } from "../../schema/contracts/merges.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";

const tags: [string] = ["Contacts"];

/** Contacts that may be one person. */
export const duplicates = new Hono<AppEnv>()
  .get(
    "/duplicates",
    route({
      policy: onTenant("viewLeads"),
      summary: "List contacts that may be one person",
      tags,
      description: "At most 50 pairs, the surest first. A name alone never makes a pair.",
      responses: { 200: { description: "Pairs, and what they share", schema: DuplicateList } },
      errors: ["not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      return c.json({ docs: await subAccount(env, tenant.id).listDuplicates(actor) });
    },
  )
  .post(
    "/:id/dismissals",
    route({
      policy: onTenant("editLeads"),
      summary: "Say that two contacts are not the same person",
      tags,
      description: "They are not suggested again.",
      responses: { 201: { description: "Remembered", schema: z.object({ message: z.string() }) } },
      errors: ["invalid", "suspended", "not_a_subaccount"],
    }),
    body(DismissDuplicate),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      await subAccount(env, tenant.id).dismissDuplicate(actor, { ...c.req.valid("json"), id: c.req.param("id") });
      return c.json({ message: "They will not be suggested again." }, 201);
    },
  );
