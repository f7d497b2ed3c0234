import { Hono } from "hono";
import {
  ChoosePlan,
  ClientUsagePage,
  ExtendTrial,
  ListClientUsage,
  PlanOffers,
  Usage,
} from "../../schema/contracts/plans.ts";
import { docOf } from "../../schema/contracts/common.ts";
import { Tenant } from "../../schema/contracts/tenants.ts";
import { PLANS, TRIAL_DAYS } from "../../schema/plans.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onPathTenant, onTenant, open, overPathTenant, route } from "../middleware/policy.ts";
import { body, query } from "../middleware/validate.ts";
import { choosePlan } from "../services/plans/choose.ts";
import { extendTrial } from "../services/plans/extend-trial.ts";
import { planOffer } from "../services/plans/offer.ts";
import { listClientUsage } from "../services/usage/list-clients.ts";
import { readUsage } from "../services/usage/read.ts";

/** What can be had, for how much. */
export const plans = new Hono<AppEnv>().get(
  "/",
  route({
    policy: open("prices are no secret, and read before there is an account"),
    summary: "List the plans",
    tags: ["Plans"],
    responses: { 200: { description: "From the least to the most", schema: PlanOffers } },
  }),
  (c) => c.json({ docs: PLANS.map(planOffer), trialDays: TRIAL_DAYS }),
);

/** What an account has of its plan, and what it uses. */
export const usage = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "Read an account's plan and usage",
      tags: ["Plans"],
      description: "Months are in UTC. What is counted is counted once, with the row it belongs to.",
      responses: { 200: { description: "Plan, limits and the last months", schema: Usage } },
    }),
    async (c) => c.json(await readUsage(c.get("ctx"))),
  )
  .get(
    "/clients",
    route({
      policy: onTenant("viewSettings", ["platform", "agency"]),
      summary: "List plan and usage of the accounts below the active one",
      tags: ["Plans"],
      responses: { 200: { description: "A page of them, by name", schema: ClientUsagePage } },
      errors: ["invalid"],
    }),
    query(ListClientUsage),
    async (c) => c.json(await listClientUsage(c.get("ctx"), c.req.valid("query"))),
  );

/** The plan of a tenant, and how long it is tried. */
export const tenantPlan = new Hono<AppEnv>()
  .put(
    "/:id/plan",
    route({
      policy: onPathTenant("manageBilling", { evenSuspended: true }),
      summary: "Choose an account's plan",
      tags: ["Plans"],
      description:
        "Ends its trial. A client's plan is chosen by its agency or the platform, an agency's by itself or the platform. Refused where the account holds more than the plan does.",
      responses: { 200: { description: "The account", schema: docOf(Tenant) } },
      errors: ["invalid", "suspended", "conflict"],
    }),
    body(ChoosePlan),
    async (c) => c.json({ doc: await choosePlan(c.get("ctx"), c.req.valid("json")), message: "Plan chosen." }),
  )
  .put(
    "/:id/trial",
    route({
      policy: overPathTenant("manageBilling"),
      summary: "Let an account be tried until another time",
      tags: ["Plans"],
      description: "At most 90 days from now. Needs `manageBilling` on the account above it.",
      responses: { 200: { description: "The account", schema: docOf(Tenant) } },
      errors: ["invalid", "conflict"],
    }),
    body(ExtendTrial),
    async (c) => {
      const doc = await extendTrial(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
      return c.json({ doc, message: "Trial changed." });
    },
  );
