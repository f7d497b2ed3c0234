import { z } from "zod";
import { CAPABILITIES, type Capability, ROLE_NAMES, TENANT_TYPES } from "../capabilities.ts";
import { Id, line } from "./common.ts";

/** Custom roles an account may have of its own. */
export const ROLES_MAX = 50;

/** A role that can be given on the active tenant or below it, and what it allows there. */
export const RoleDoc = z.object({
  id: Id.meta({ description: "Of a built-in role its name" }),
  name: z.string(),
  tier: z.enum(TENANT_TYPES).meta({ description: "The type of account it is given on" }),
  capabilities: z.array(z.enum(CAPABILITIES)),
  of: z
    .enum(["trellis", "account", "agency", "platform"])
    .meta({ description: "Who made it: built in, this account, or one above it" }),
  people: z.number().int().nullable().meta({ description: "Who has it, here and below; null for what others made" }),
});
export type RoleDoc = z.infer<typeof RoleDoc>;

/** All roles, and every capability in words. */
export const RoleList = z.object({
  docs: z.array(RoleDoc),
  capabilities: z.array(z.object({ id: z.enum(CAPABILITIES), label: z.string(), text: z.string() })),
});
export type RoleList = z.infer<typeof RoleList>;

/** Without it an account cannot be opened at all: every role has it, said or not. */
export const ALWAYS_ALLOWED: Capability = "viewSettings";

const capabilities = z
  .array(z.enum(CAPABILITIES))
  .min(1, "choose at least one")
  .max(CAPABILITIES.length)
  .transform((given) =>
    CAPABILITIES.filter((capability) => given.includes(capability) || capability === ALWAYS_ALLOWED),
  );

export const CreateRole = z.object({
  name: line(60),
  tier: z.enum(TENANT_TYPES).optional().meta({ description: "The account's own unless given; never above it" }),
  capabilities,
});
export type CreateRole = z.infer<typeof CreateRole>;

export const UpdateRole = z.object({ name: line(60).optional(), capabilities: capabilities.optional() });
export type UpdateRole = z.infer<typeof UpdateRole>;

export const DeleteRole = z.object({
  moveTo: z
    .union([z.enum(ROLE_NAMES), Id])
    .optional()
    .meta({ description: "The role its people get instead: a built-in one's name, or a custom one's id" }),
});
export type DeleteRole = z.infer<typeof DeleteRole>;
