import { Hono } from "hono";
import { docOf } from "../../schema/contracts/common.ts";
import {
  DecideSupportAccess,
  Impersonation,
  ImpersonationList,
  ListImpersonations,
  OpenImpersonationList,
  StartImpersonation,
  SupportAccess,
} from "../../schema/contracts/impersonations.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body, query } from "../middleware/validate.ts";
import { decideSupportAccess } from "../services/impersonations/decide-support-access.ts";
import { endImpersonation } from "../services/impersonations/end.ts";
import { listImpersonations } from "../services/impersonations/list.ts";
import { listOpenImpersonations } from "../services/impersonations/list-open.ts";
import { readSupportAccess } from "../services/impersonations/read-support-access.ts";
import { startImpersonation } from "../services/impersonations/start.ts";

const tags: [string] = ["Impersonations"];

/** Looking at an account through another person's eyes: who does, and whether they may. */
export const impersonations = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewAudit", ANY_TENANT),
      summary: "Who looked through whose eyes, and why",
      tags,
      description:
        "Newest first: in the active account, of an agency also in its clients' accounts. The next page goes on with `before` and `beforeId` set to `startedAt` and `id` of the last one.",
      responses: { 200: { description: "A page of them", schema: ImpersonationList } },
      errors: ["invalid"],
    }),
    query(ListImpersonations),
    async (c) => c.json({ docs: await listImpersonations(c.get("ctx"), c.req.valid("query")) }),
  )
  .post(
    "/",
    route({
      // What counts is the right on the account that the body may name: the verb asks for it there.
      policy: onTenant("impersonate", ANY_TENANT, { evenSuspended: true }),
      summary: "View as another person",
      tags,
      description:
        "For minutes, with this session alone: requests then carry `X-Impersonation: <id>` (sockets, pictures and downloads `?as=<id>`), act as that person and may do what both of you may, less credentials, keys, people and money. Read-only unless `write`. Needs `impersonate` on the account.",
      responses: { 201: { description: "Begun", schema: docOf(Impersonation) } },
      errors: ["invalid", "conflict"],
    }),
    body(StartImpersonation),
    async (c) => c.json({ doc: await startImpersonation(c.get("ctx"), c.req.valid("json")), message: "Begun." }, 201),
  )
  .get(
    "/open",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "Who looks at the active account right now",
      tags,
      responses: { 200: { description: "Newest first", schema: OpenImpersonationList } },
    }),
    async (c) => c.json({ docs: await listOpenImpersonations(c.get("ctx")) }),
  )
  .get(
    "/consent",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "Whether people may view as the active account's own",
      tags,
      responses: { 200: { description: "What the account has decided", schema: SupportAccess } },
    }),
    async (c) => c.json(await readSupportAccess(c.get("ctx"))),
  )
  .put(
    "/consent",
    route({
      policy: onTenant("manageSettings", ANY_TENANT, { evenSuspended: true }),
      summary: "Decide whether people may view as the active account's own",
      tags,
      description:
        "`always`: whoever has the right and gives a reason. `ask`: only for `hours` from now. `never`: nobody, the platform included. Only the account's own administrators decide; what is no longer allowed ends at once.",
      responses: { 200: { description: "Decided", schema: docOf(SupportAccess) } },
      errors: ["invalid"],
    }),
    body(DecideSupportAccess),
    async (c) => c.json({ doc: await decideSupportAccess(c.get("ctx"), c.req.valid("json")), message: "Decided." }),
  )
  .delete(
    "/:id",
    route({
      // Whoever looks may end it with any role, even in a suspended account; the verb asks whether it is them or who manages people there.
      policy: onTenant("viewSettings", ANY_TENANT, { evenSuspended: true }),
      summary: "End a view",
      tags,
      description:
        "From either side: whoever looks, or who manages the people of the account. It takes effect at once.",
      responses: { 200: { description: "Over", schema: docOf(Impersonation) } },
    }),
    async (c) => c.json({ doc: await endImpersonation(c.get("ctx"), c.req.param("id")), message: "Ended." }),
  );
