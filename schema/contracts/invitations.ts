import { z } from "zod";
import { ROLE_NAMES, TENANT_TYPES } from "../capabilities.ts";
import { Email, Id, line, LinkToken, Timestamp } from "./common.ts";

/** Offers a place on the active account's team. `role` is the least of the account's tier unless given; `customRole` replaces what it allows. */
export const CreateInvitation = z.object({
  email: Email,
  role: z.enum(ROLE_NAMES).optional(),
  customRole: Id.optional(),
  assignedOnly: z.boolean().default(false),
});
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/** An invitation nobody has accepted yet. It may be sent again from `resendAt` on. */
export const Invitation = z.object({
  id: Id,
  email: z.string(),
  role: z.enum(ROLE_NAMES),
  customRole: z.object({ id: Id, name: z.string() }).nullable(),
  assignedOnly: z.boolean(),
  state: z.enum(["open", "expired"]),
  invitedBy: z.object({ id: Id, name: z.string() }),
  createdAt: Timestamp,
  sentAt: Timestamp,
  resendAt: Timestamp.nullable().meta({ description: "Null when it was sent as often as it may be" }),
  expiresAt: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;
export const InvitationList = z.object({ docs: z.array(Invitation) });

export const PreviewInvitation = z.object({ token: LinkToken });
/** What the holder of the link is offered. `known`: somebody has signed up under this address already. */
export const InvitationPreview = z.object({
  account: z.object({ name: z.string(), type: z.enum(TENANT_TYPES) }),
  email: z.string(),
  role: z.string().meta({ description: "Its name for people" }),
  invitedBy: z.string(),
  expiresAt: Timestamp,
  known: z.boolean(),
});
export type InvitationPreview = z.infer<typeof InvitationPreview>;

/** `name` and `password` are for a person nobody knows yet; a known one accepts while signed in. */
export const AcceptInvitation = z.object({
  token: LinkToken,
  name: line(120).optional(),
  password: z.string().max(512).optional(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
export const AcceptedInvitation = z.object({ message: z.string(), tenant: Id });
