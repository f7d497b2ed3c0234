import { Hono } from "hono";
import { BrandVoice, UpdateBrandVoice } from "../../schema/contracts/brand-voice.ts";
import { docOf } from "../../schema/contracts/common.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { changeBrandVoice } from "../services/brand-voice/change.ts";
import { readBrandVoice } from "../services/brand-voice/read.ts";

const tags: [string] = ["AI"];

/** How the active account sounds, whoever writes for it. */
export const brandVoice = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "What AI is told of the active account",
      tags,
      description: "Its own words, and those of its agency or the platform that hold where it says nothing.",
      responses: { 200: { description: "Its own and what it inherits", schema: BrandVoice } },
    }),
    async (c) => c.json(await readBrandVoice(c.get("ctx"))),
  )
  .patch(
    "/",
    route({
      policy: onTenant("manageSettings", ANY_TENANT),
      summary: "Say what AI is told of the active account",
      tags,
      description: "Only the given keys change. Null takes one back: what the account above says holds again.",
      responses: { 200: { description: "Said", schema: docOf(BrandVoice) } },
      errors: ["invalid", "suspended", "conflict"],
    }),
    body(UpdateBrandVoice),
    async (c) => {
      await changeBrandVoice(c.get("ctx"), c.req.valid("json"));
      return c.json({ doc: await readBrandVoice(c.get("ctx")), message: "Brand voice updated." });
    },
  );
