import { Hono } from "hono";
import { docOf } from "../../schema/contracts/common.ts";
import { RequireSecondFactor, SecondFactorRequirement } from "../../schema/contracts/second-factor.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { decideRequirement, readRequirement } from "../services/second-factor/requirement.ts";

const TAGS: [string] = ["Sign-in"];

/** What an agency asks of whoever acts on it or on its clients. */
export const secondFactorRequirement = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("manageUsers", ["agency"]),
      summary: "Whether the active agency asks for more than a password",
      tags: TAGS,
      responses: { 200: { description: "As it is", schema: SecondFactorRequirement } },
    }),
    async (c) => c.json(await readRequirement(c.get("ctx"))),
  )
  .put(
    "/",
    route({
      policy: onTenant("manageUsers", ["agency"], { evenSuspended: true }),
      summary: "Ask for more than a password, or no longer",
      tags: TAGS,
      description:
        "While it does, every door of the agency and of its clients answers `second_factor_required` to a session of a person that has shown neither a passkey nor a code. API keys are no people.",
      responses: { 200: { description: "Decided", schema: docOf(SecondFactorRequirement) } },
      errors: ["invalid", "conflict"],
    }),
    body(RequireSecondFactor),
    async (c) =>
      c.json({ doc: await decideRequirement(c.get("ctx"), c.req.valid("json").required), message: "Decided." }),
  );
