import { Hono } from "hono";
import { MemberList } from "../../schema/contracts/users.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { listMembers } from "../services/members/list.ts";

export const members = new Hono<AppEnv>().get(
  "/",
  route({
    policy: onTenant("viewSettings", ANY_TENANT),
    summary: "List the people of the active account",
    tags: ["Members"],
    description: "Its own people and its agency's: whom a conversation can be assigned to.",
    responses: { 200: { description: "By name", schema: MemberList } },
  }),
  async (c) => c.json({ docs: await listMembers(c.get("ctx")) }),
);
