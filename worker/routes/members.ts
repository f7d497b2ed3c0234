import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import { AddMember, ListMembers, Member, MemberList, UpdateMember } from "../../schema/contracts/members.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { addMember } from "../services/members/add.ts";
import { changeMember } from "../services/members/change.ts";
import { listMembers } from "../services/members/list.ts";
import { removeMember } from "../services/members/remove.ts";
import { resetFactors } from "../services/members/reset-factors.ts";

const ById = z.object({ id: Id });
const tags: [string] = ["Members"];

export const members = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "List the people of the active account",
      tags,
      description: "Its own people and its agency's: whom a conversation can be assigned to.",
      responses: { 200: { description: "By name", schema: MemberList } },
      errors: ["invalid"],
    }),
    query(ListMembers),
    async (c) => c.json({ docs: await listMembers(c.get("ctx"), c.req.valid("query")) }),
  )
  .post(
    "/",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Give somebody a role on the active account",
      tags,
      description:
        "Somebody who already works on an account of the same agency; a grant of its own beside what reaches the account from above. Never above the giver's own rights.",
      responses: { 201: { description: "Given", schema: docOf(Member) } },
      errors: ["invalid", "conflict", "suspended", "plan_limit"],
    }),
    body(AddMember),
    async (c) => c.json({ doc: await addMember(c.get("ctx"), c.req.valid("json")), message: "Added." }, 201),
  )
  .patch(
    "/:id",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Change somebody's role on the active account",
      tags,
      description: "Only the given keys change. Holds at every door and open socket within a second.",
      responses: { 200: { description: "As it is now", schema: docOf(Member) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(UpdateMember),
    async (c) =>
      c.json({
        doc: await changeMember(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")),
        message: "Saved.",
      }),
  )
  .delete(
    "/:id",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Take somebody off the active account",
      tags,
      description: "Takes the role they have on the account itself. What reaches it from above is taken there.",
      responses: { 200: { description: "As they were", schema: docOf(Member) } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await removeMember(c.get("ctx"), c.req.valid("param").id), message: "Removed." }),
  )
  .delete(
    "/:id/second-factor",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Take somebody's passkeys and codes away",
      tags,
      description:
        "For who lost their devices: passkeys, authenticator app and recovery codes go, and all of the person's sessions end. Only for people whose every role is on the active account or below it.",
      responses: { 200: { description: "As they are", schema: docOf(Member) } },
      errors: ["conflict", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await resetFactors(c.get("ctx"), c.req.valid("param").id), message: "Reset." }),
  );
