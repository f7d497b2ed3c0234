import { z } from "zod";
import { Id, line, Timestamp } from "./common.ts";

/** Longer than this nobody looks through another's eyes without saying anew why. */
export const IMPERSONATION_MINUTES_MAX = 60;
export const IMPERSONATION_MINUTES_DEFAULT = 30;
/** How long an account can let people in at a time. */
export const CONSENT_HOURS_MAX = 7 * 24;

/** Whether people may be viewed as in an account: whenever someone with the right gives a reason, while its administrators allow it, or not at all. */
export const IMPERSONATION_CONSENTS = ["always", "ask", "never"] as const;
export type ImpersonationConsent = (typeof IMPERSONATION_CONSENTS)[number];

export const StartImpersonation = z.object({
  tenant: Id.optional().meta({ description: "The account to look at; the active one unless given" }),
  user: Id.meta({ description: "Through whose eyes: one of the account's people" }),
  reason: line(300).meta({ description: "Why. Kept for good, and shown to the account's administrators" }),
  write: z.boolean().default(false).meta({ description: "Whether things may be changed too, not only seen" }),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(IMPERSONATION_MINUTES_MAX, `must be at most ${IMPERSONATION_MINUTES_MAX}`)
    .default(IMPERSONATION_MINUTES_DEFAULT),
});
export type StartImpersonation = z.infer<typeof StartImpersonation>;

const Person = z.object({ id: Id, name: z.string() });

/** As everyone in the account may see it, also live: who is looking, as whom, since when. */
export const OpenImpersonation = z.object({
  id: Id,
  tenant: z.object({ id: Id, name: z.string() }),
  impersonator: Person,
  user: Person.meta({ description: "Through whose eyes" }),
  write: z.boolean(),
  startedAt: Timestamp,
  endsAt: Timestamp,
});
export type OpenImpersonation = z.infer<typeof OpenImpersonation>;
export const OpenImpersonationList = z.object({ docs: z.array(OpenImpersonation) });

/** As those see it who may read the audit log. */
export const Impersonation = OpenImpersonation.extend({
  reason: z.string(),
  open: z.boolean().meta({ description: "Whether it goes on" }),
  endedAt: Timestamp.nullable().meta({ description: "When it was ended before its time" }),
  endedBy: Person.nullable(),
  endReason: z.enum(["ended", "signed_out", "consent_withdrawn"]).nullable(),
});
export type Impersonation = z.infer<typeof Impersonation>;
export const ImpersonationList = z.object({ docs: z.array(Impersonation) });

export const ListImpersonations = z
  .object({
    open: z
      .enum(["true", "false"])
      .optional()
      .meta({ description: "Only those that go on, or only those that are over" }),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    before: Timestamp.optional().meta({ description: "`startedAt` of the last one already seen" }),
    beforeId: Id.optional().meta({ description: "Its id" }),
  })
  .refine(({ before, beforeId }) => (before === undefined) === (beforeId === undefined), {
    message: "goes together with beforeId",
    path: ["before"],
  });
export type ListImpersonations = z.infer<typeof ListImpersonations>;

export const SupportAccess = z.object({
  impersonation: z.enum(IMPERSONATION_CONSENTS),
  until: Timestamp.nullable().meta({ description: "Where it has to be asked for: until when it is allowed" }),
  mayDecide: z
    .boolean()
    .meta({ description: "Whether you are one of the account's own administrators, who decide this" }),
});
export type SupportAccess = z.infer<typeof SupportAccess>;

export const DecideSupportAccess = z
  .object({
    impersonation: z.enum(IMPERSONATION_CONSENTS),
    hours: z
      .number()
      .int()
      .min(0)
      .max(CONSENT_HOURS_MAX, `must be at most ${CONSENT_HOURS_MAX}`)
      .optional()
      .meta({ description: "With `ask`: for how long from now it is allowed. 0 or nothing closes it" }),
  })
  .refine(({ impersonation, hours }) => impersonation === "ask" || hours === undefined, {
    message: "is given only with ask",
    path: ["hours"],
  });
export type DecideSupportAccess = z.infer<typeof DecideSupportAccess>;
