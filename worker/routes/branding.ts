import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { Branding, UpdateBranding } from "../../schema/contracts/branding.ts";
import { docOf } from "../../schema/contracts/common.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { changeOwnBranding } from "../services/branding/change.ts";
import { readBranding } from "../services/branding/read.ts";
import { setLogo } from "../services/branding/set-logo.ts";
import { UPLOAD_BODY } from "./attachments.ts";

const tags: [string] = ["Branding"];

/** How the active account looks. */
export const branding = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "What the active account chose of its looks, and what it wears",
      tags,
      responses: { 200: { description: "Its own choices and those it inherits", schema: Branding } },
    }),
    async (c) => c.json(await readBranding(c.get("ctx"))),
  )
  .patch(
    "/",
    route({
      policy: onTenant("manageSettings", ANY_TENANT),
      summary: "Choose name, accent and sender of the active account",
      tags,
      description:
        "An accent must be readable under white words (4.5 : 1). Null takes a choice back: the account then wears what its agency, or the platform, does.",
      responses: { 200: { description: "Chosen", schema: docOf(Branding) } },
      errors: ["invalid", "suspended", "conflict"],
    }),
    body(UpdateBranding),
    async (c) => {
      await changeOwnBranding(c.get("ctx"), c.req.valid("json"));
      return c.json({ doc: await readBranding(c.get("ctx")), message: "Branding updated." });
    },
  )
  .put(
    "/logo",
    route({
      policy: onTenant("manageSettings", ANY_TENANT),
      summary: "Give the active account a logo",
      tags,
      description: "PNG, JPEG or WebP of up to 256 KB, as the body itself or as the field `file` of a form.",
      responses: { 200: { description: "Worn from now on", schema: docOf(Branding) } },
      errors: ["invalid", "too_large", "unsupported_media_type", "suspended", "conflict"],
    }),
    describeRoute({ requestBody: UPLOAD_BODY }),
    async (c) => {
      await setLogo(c.get("ctx"), c.req.raw);
      return c.json({ doc: await readBranding(c.get("ctx")), message: "Logo updated." });
    },
  )
  .delete(
    "/logo",
    route({
      policy: onTenant("manageSettings", ANY_TENANT),
      summary: "Take the active account's own logo off",
      tags,
      responses: { 200: { description: "It wears the one it inherits", schema: docOf(Branding) } },
      errors: ["suspended", "conflict"],
    }),
    async (c) => {
      await changeOwnBranding(c.get("ctx"), { logoId: null, logoType: null });
      return c.json({ doc: await readBranding(c.get("ctx")), message: "Logo removed." });
    },
  );
