import { z } from "zod";
import { ROLE_NAMES } from "../capabilities.ts";
import { Email, Id } from "./common.ts";

/** Where somebody's rights on the active tenant come from: a grant on it, on its agency, or on the platform. */
export const GRANT_ORIGINS = ["account", "agency", "platform"] as const;
export type GrantOrigin = (typeof GRANT_ORIGINS)[number];

/** A role somebody has, and whose it is. Agency and platform are not named: not everyone may know which they are. */
export const MemberGrant = z.object({
  of: z.enum(GRANT_ORIGINS),
  role: z.enum(ROLE_NAMES),
  customRole: z
    .object({ id: Id, name: z.string() })
    .nullable()
    .meta({ description: "In place of what `role` allows, which then only says the tier" }),
  assignedOnly: z.boolean().meta({ description: "Sees and changes only what is assigned to them" }),
});
export type MemberGrant = z.infer<typeof MemberGrant>;

/** A person who can act on the active tenant, under the strongest of their roles: whom a conversation can be assigned to, who wrote a note. */
export const Member = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLE_NAMES),
  grants: z.array(MemberGrant).meta({ description: "Every one that reaches this account, its own first" }),
});
export type Member = z.infer<typeof Member>;
export const MemberList = z.object({ docs: z.array(Member) });

export const ListMembers = z.object({
  platform: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true")
    .meta({ description: "Also the platform's own staff, who can open every account" }),
});
export type ListMembers = z.infer<typeof ListMembers>;

const role = z.enum(ROLE_NAMES).optional().meta({ description: "Of the account's own tier" });
const assignedOnly = z.boolean().optional();

/** Somebody who already works on an account of the caller's. Others are invited. */
export const AddMember = z
  .object({
    user: Id.optional(),
    email: Email.optional(),
    role,
    customRole: Id.nullable().optional(),
    assignedOnly,
  })
  .refine(({ user, email }) => (user === undefined) !== (email === undefined), {
    path: ["user"],
    message: "give either the person's id or their e-mail address",
  });
export type AddMember = z.infer<typeof AddMember>;

export const UpdateMember = z.object({ role, customRole: Id.nullable().optional(), assignedOnly });
export type UpdateMember = z.infer<typeof UpdateMember>;
