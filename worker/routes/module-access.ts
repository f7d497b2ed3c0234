import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  DecideModuleRequest,
  ListModuleRequests,
  ModuleAccess,
  ModuleRequest,
  ModuleRequestPage,
  RequestModule,
} from "../../schema/contracts/module-access.ts";
import { Module } from "../../schema/contracts/modules.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, overPathTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { askForModule } from "../services/module-access/ask.ts";
import { decideModuleRequest } from "../services/module-access/decide.ts";
import { grantModule, revokeModule } from "../services/module-access/grant.ts";
import { listModuleRequests } from "../services/module-access/list-requests.ts";
import { withdrawRequest } from "../services/module-access/withdraw.ts";

const BySlug = z.object({ slug: z.string().max(60) });
const ByAccountAndSlug = z.object({ id: Id, slug: z.string().max(60) });
const TAGS: [string] = ["Modules"];
const ASKING = onTenant("manageModules", ["agency", "subaccount"]);
const DECIDING = overPathTenant("manageModules");
const NEEDS = "Needs `manageModules` on the account above it.";

/** Asking for a module that the plan does not include. */
export const moduleAsking = new Hono<AppEnv>()
  .post(
    "/:slug/request",
    route({
      policy: ASKING,
      summary: "Ask for a module",
      tags: TAGS,
      description:
        "Of the agency, or for an agency of the platform. Their managers get a mail, and the account's an answer.",
      responses: { 201: { description: "The module, `requested`", schema: docOf(Module) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(BySlug),
    body(RequestModule),
    async (c) => {
      const doc = await askForModule(c.get("ctx"), c.req.valid("param").slug, c.req.valid("json"));
      return c.json({ doc, message: "Asked for." }, 201);
    },
  )
  .delete(
    "/:slug/request",
    route({
      policy: ASKING,
      summary: "Take a request for a module back",
      tags: TAGS,
      responses: { 200: { description: "The module as it stands then", schema: docOf(Module) } },
      errors: ["conflict", "suspended"],
    }),
    params(BySlug),
    async (c) =>
      c.json({ doc: await withdrawRequest(c.get("ctx"), c.req.valid("param").slug), message: "Taken back." }),
  );

/** What the accounts below ask for. */
export const moduleRequests = new Hono<AppEnv>().get(
  "/",
  route({
    policy: onTenant("manageModules", ["platform", "agency"]),
    summary: "List what the accounts right below ask for",
    tags: TAGS,
    responses: { 200: { description: "A page of requests", schema: ModuleRequestPage } },
    errors: ["invalid"],
  }),
  query(ListModuleRequests),
  async (c) => c.json(await listModuleRequests(c.get("ctx"), c.req.valid("query"))),
);

/** Deciding for an account below. */
export const moduleGranting = new Hono<AppEnv>()
  .put(
    "/:id/modules/:slug/decision",
    route({
      policy: DECIDING,
      summary: "Approve or decline a request for a module",
      tags: TAGS,
      description: `Approving grants the module; declining takes a reason, which the account reads. ${NEEDS}`,
      responses: { 200: { description: "The request as it is settled", schema: docOf(ModuleRequest) } },
      errors: ["invalid", "conflict"],
    }),
    params(ByAccountAndSlug),
    body(DecideModuleRequest),
    async (c) => {
      const { id, slug } = c.req.valid("param");
      const doc = await decideModuleRequest(c.get("ctx"), id, slug, c.req.valid("json"));
      return c.json({ doc, message: doc.state === "approved" ? "Approved." : "Declined." });
    },
  )
  .put(
    "/:id/modules/:slug/grant",
    route({
      policy: DECIDING,
      summary: "Give an account a module beside its plan",
      tags: TAGS,
      description: `In the platform's name where its people do it, else in the agency's. ${NEEDS}`,
      responses: { 200: { description: "Why the account may install it", schema: docOf(ModuleAccess) } },
      errors: ["invalid"],
    }),
    params(ByAccountAndSlug),
    async (c) => {
      const { id, slug } = c.req.valid("param");
      return c.json({ doc: await grantModule(c.get("ctx"), id, slug), message: "Granted." });
    },
  )
  .delete(
    "/:id/modules/:slug/grant",
    route({
      policy: DECIDING,
      summary: "Take back a module that was given beside the plan",
      tags: TAGS,
      description: `What is installed stays installed. Agency and platform each take back their own. ${NEEDS}`,
      responses: {
        200: { description: "Why the account may still install it, if it may", schema: docOf(ModuleAccess) },
      },
      errors: ["invalid"],
    }),
    params(ByAccountAndSlug),
    async (c) => {
      const { id, slug } = c.req.valid("param");
      return c.json({ doc: await revokeModule(c.get("ctx"), id, slug), message: "Taken back." });
    },
  );
