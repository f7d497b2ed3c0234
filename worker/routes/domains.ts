import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  AddDomain,
  AskToJoin,
  DecideJoin,
  Domain,
  DomainList,
  OpenedJoin,
  OpenJoin,
} from "../../schema/contracts/domains.ts";
import type { AppEnv } from "../app-env.ts";
import { actingOn } from "../middleware/acting-on.ts";
import { onTenant, open, route } from "../middleware/policy.ts";
import { body, params } from "../middleware/validate.ts";
import { addDomain } from "../services/domains/add.ts";
import { decideJoin } from "../services/domains/decide-join.ts";
import { listDomains } from "../services/domains/list.ts";
import { removeDomain } from "../services/domains/remove.ts";
import { verifyDomain } from "../services/domains/verify.ts";
import { askToJoin } from "../services/joins/ask.ts";
import { openJoin } from "../services/joins/open.ts";

const tags: [string] = ["Domains"];
const ById = z.object({ id: Id });
/** The platform's own address is a variable of the installation. */
const OF = ["agency", "subaccount"] as const;

/** Domains of the active account's own: where it is reached, and whose people may join it. */
export const domains = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", OF),
      summary: "Where the active account is reached, and its domains",
      tags,
      responses: { 200: { description: "At most 20, oldest first", schema: DomainList } },
    }),
    async (c) => c.json(await listDomains(c.get("ctx"))),
  )
  .post(
    "/",
    route({
      policy: onTenant("manageSettings", OF),
      summary: "Say that a domain is the active account's",
      tags,
      description:
        "It counts once the TXT record of the answer stands in its DNS. Proof is looked for by itself, and when asked for.",
      responses: { 201: { description: "To be proved", schema: docOf(Domain) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    body(AddDomain),
    async (c) => c.json({ doc: await addDomain(c.get("ctx"), c.req.valid("json")), message: "Domain added." }, 201),
  )
  .post(
    "/:id/verification",
    route({
      policy: onTenant("manageSettings", OF),
      summary: "Look for a domain's proof now",
      tags,
      responses: {
        200: { description: "As it is now: `status` and `reason` say what was found", schema: docOf(Domain) },
      },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await verifyDomain(c.get("ctx"), c.req.valid("param").id) }),
  )
  .put(
    "/:id/join",
    route({
      policy: onTenant("manageUsers", OF),
      summary: "Decide who joins by an e-mail domain",
      tags,
      description:
        "Whoever has an address there then gets a link to join when they ask for one (POST /api/joins), with this role: never more than a member's. Null: nobody does.",
      responses: { 200: { description: "Decided", schema: docOf(Domain) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(DecideJoin),
    async (c) =>
      c.json({
        doc: await decideJoin(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Decided.",
      }),
  )
  .delete(
    "/:id",
    route({
      policy: onTenant("manageSettings", OF),
      summary: "Remove a domain",
      tags,
      responses: { 200: { description: "As it was", schema: docOf(Domain) } },
      errors: ["invalid", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await removeDomain(c.get("ctx"), c.req.valid("param").id), message: "Domain removed." }),
  );

/** Joining the account that proved the domain of one's address. */
export const joins = new Hono<AppEnv>()
  .post(
    "/",
    route({
      policy: open("whoever wants to join has no account yet; links are counted by address and network"),
      summary: "Ask for a link to join your organisation's account",
      tags,
      description:
        "Where an account proved the domain of the address and lets people join by it, a link goes there by mail. The answer is the same either way.",
      responses: { 200: { description: "Asked", schema: z.object({ message: z.string() }) } },
      errors: ["invalid", "bad_origin", "too_many"],
    }),
    body(AskToJoin),
    async (c) => {
      await askToJoin(actingOn(c), c.req.valid("json").email, c.get("host")?.tenant);
      return c.json({ message: "If your organisation lets people join by their address, a link is on its way." });
    },
  )
  .post(
    "/open",
    route({
      policy: open("the secret in the link says whose address was proved; that person may have no account yet"),
      summary: "Open a link to join",
      tags,
      description: "It becomes an invitation: `invitation` is the secret that POST /api/invitations/accept takes.",
      responses: { 200: { description: "Invited", schema: OpenedJoin } },
      errors: ["invalid", "bad_origin", "link_over", "conflict", "plan_limit"],
    }),
    body(OpenJoin),
    async (c) => c.json(await openJoin(actingOn(c), c.req.valid("json").ticket, c.get("host")?.tenant)),
  );
