import { Hono } from "hono";
import {
  AccountBadges,
  AccountLinePage,
  AskBadges,
  ExportAccounts,
  ListAccounts,
  LiveAccounts,
  RebuildRollUps,
  Rebuilding,
} from "../../schema/contracts/accounts.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route, signedIn } from "../middleware/policy.ts";
import { body, query } from "../middleware/validate.ts";
import { accountBadges } from "../services/accounts/badges.ts";
import { exportAccounts } from "../services/accounts/export.ts";
import { listAccounts } from "../services/accounts/list.ts";
import { openLiveAccounts } from "../services/accounts/open-live.ts";
import { rebuilding, rebuildRollUps } from "../services/accounts/rebuild.ts";

export const accounts = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "List the accounts below the active one with how they do",
      tags: ["Accounts"],
      description:
        "Answered from a roll-up that the accounts report to: figures are about a second old. Without the right to see all conversations below there are no figures, and no order or filter made of them.",
      responses: { 200: { description: "A page of them", schema: AccountLinePage } },
      errors: ["invalid"],
    }),
    query(ListAccounts),
    async (c) => c.json(await listAccounts(c.get("ctx"), c.req.valid("query"))),
  )
  .get(
    "/export",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "The same as a file",
      tags: ["Accounts"],
      description: "CSV, every account that matches, in order.",
      responses: { 200: { description: "The file", contentType: "text/csv" } },
      errors: ["invalid"],
    }),
    query(ExportAccounts),
    async (c) =>
      c.body(await exportAccounts(c.get("ctx"), c.req.valid("query")), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="accounts-${new Date(c.get("ctx").now).toISOString().slice(0, 10)}.csv"`,
      }),
  )
  .get(
    "/badges",
    route({
      policy: signedIn,
      summary: "How some of your accounts do",
      tags: ["Accounts"],
      description: "Unread messages and broken modules, by id. What you may not see is left out.",
      responses: { 200: { description: "Of those you reach", schema: AccountBadges } },
      errors: ["invalid"],
    }),
    query(AskBadges),
    async (c) =>
      c.json(
        await accountBadges(c.env, c.get("principal"), { ...c.req.valid("query"), within: c.get("host")?.tenant }),
      ),
  )
  .get(
    "/live",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "Hear of changes in your accounts",
      tags: ["Accounts"],
      description:
        "A WebSocket over every account you reach around the active one: below it, or of a client's agency all that are yours. Down: `hello`, `accounts`. Up: a bare `ping`. With the cookie, the Origin must be ours.",
      responses: { 101: { description: "The socket is open" } },
      errors: ["invalid", "bad_origin", "too_many"],
    }),
    query(LiveAccounts),
    (c) => {
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
        throw new TrellisError("invalid", { message: "Open this address as a WebSocket.", field: "upgrade" });
      return openLiveAccounts(c.get("ctx"), c.get("host")?.tenant);
    },
  )
  .post(
    "/rebuild",
    route({
      policy: onTenant("manageTenants", ["platform"]),
      summary: "Fill roll-ups anew from what the accounts hold",
      tags: ["Accounts"],
      description: "One agency's, or all there are. Goes on after the answer; `GET` says how much is left.",
      responses: { 202: { description: "Begun", schema: Rebuilding } },
      errors: ["invalid", "suspended"],
    }),
    body(RebuildRollUps),
    async (c) => c.json(await rebuildRollUps(c.get("ctx"), c.req.valid("json")), 202),
  )
  .get(
    "/rebuild",
    route({
      policy: onTenant("manageTenants", ["platform"]),
      summary: "How much a rebuild has left",
      tags: ["Accounts"],
      responses: { 200: { description: "In accounts and roll-ups", schema: Rebuilding } },
    }),
    async (c) => c.json(await rebuilding(c.get("ctx"))),
  );
