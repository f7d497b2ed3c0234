import { Hono } from "hono";
import { docOf, Id } from "../../schema/contracts/common.ts";
import { z } from "zod";
import {
  AcceptedInvitation,
  AcceptInvitation,
  CreateInvitation,
  Invitation,
  InvitationList,
  InvitationPreview,
  PreviewInvitation,
} from "../../schema/contracts/invitations.ts";
import type { AppEnv } from "../app-env.ts";
import { callerIp } from "../middleware/caller-ip.ts";
import { ANY_TENANT, onTenant, open, perhapsSignedIn, route } from "../middleware/policy.ts";
import { setSessionCookie } from "../middleware/session-cookie.ts";
import { body, params } from "../middleware/validate.ts";
import { acceptInvitation } from "../services/invitations/accept.ts";
import { createInvitation } from "../services/invitations/create.ts";
import { listInvitations } from "../services/invitations/list.ts";
import { previewInvitation } from "../services/invitations/preview.ts";
import { resendInvitation } from "../services/invitations/resend.ts";
import { revokeInvitation } from "../services/invitations/revoke.ts";

const TAGS: [string] = ["Invitations"];
const ById = z.object({ id: Id });

export const invitations = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "List the open invitations of the active account",
      tags: TAGS,
      responses: { 200: { description: "Newest first, at most 100", schema: InvitationList } },
    }),
    async (c) => c.json({ docs: await listInvitations(c.get("ctx")) }),
  )
  .post(
    "/",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Invite somebody to the active account",
      tags: TAGS,
      description:
        "A link goes to the address by mail and works once, for seven days. The role may allow no more than the caller may do here.",
      responses: { 201: { description: "Invited", schema: docOf(Invitation) } },
      errors: ["invalid", "conflict", "suspended", "plan_limit", "too_many"],
    }),
    body(CreateInvitation),
    async (c) => c.json({ doc: await createInvitation(c.get("ctx"), c.req.valid("json")) }, 201),
  )
  .post(
    "/preview",
    route({
      policy: open("whoever was invited may have no account yet; the secret in the link says who they are"),
      summary: "What an invitation offers",
      tags: TAGS,
      responses: { 200: { description: "For the holder of the link", schema: InvitationPreview } },
      errors: ["invalid", "bad_origin", "link_over", "suspended"],
    }),
    body(PreviewInvitation),
    async (c) => c.json(await previewInvitation(c.env, c.req.valid("json").token, Date.now())),
  )
  .post(
    "/accept",
    route({
      policy: perhapsSignedIn("a new person has no session; one who is known accepts with theirs"),
      summary: "Accept an invitation",
      tags: TAGS,
      description:
        "Somebody new gives `name` and `password` and is signed in by the cookie. A known person sends it with their session.",
      responses: { 200: { description: "On the team", schema: AcceptedInvitation } },
      errors: ["invalid", "unauthenticated", "conflict", "link_over", "suspended", "plan_limit"],
    }),
    body(AcceptInvitation),
    async (c) => {
      const { tenant, session } = await acceptInvitation(c.env, {
        ...c.req.valid("json"),
        visitor: c.get("visitor"),
        ip: callerIp(c),
        userAgent: c.req.header("user-agent") ?? null,
        hostTenantId: c.get("host")?.tenant.id ?? null,
        requestId: c.get("requestId"),
        now: Date.now(),
      });
      if (session !== undefined) setSessionCookie(c, session);
      return c.json({ message: "You are on the team.", tenant });
    },
  )
  .post(
    "/:id/sends",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Send an invitation again",
      tags: TAGS,
      description: "With a new link; the one before stops working. There is a wait, five times as long after each.",
      responses: { 200: { description: "Sent", schema: docOf(Invitation) } },
      errors: ["invalid", "conflict", "suspended", "too_many"],
    }),
    params(ById),
    async (c) => c.json({ doc: await resendInvitation(c.get("ctx"), c.req.valid("param").id) }),
  )
  .delete(
    "/:id",
    route({
      policy: onTenant("manageUsers", ANY_TENANT),
      summary: "Take an invitation back",
      tags: TAGS,
      responses: { 200: { description: "As it was", schema: docOf(Invitation) } },
      errors: ["invalid", "suspended"],
    }),
    params(ById),
    async (c) => c.json({ doc: await revokeInvitation(c.get("ctx"), c.req.valid("param").id) }),
  );
