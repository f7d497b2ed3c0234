import type { DomainStatus, DomainUse } from "../../../schema/domain-limits.ts";
import type { Tone } from "../../ui/badge.tsx";

/** What a domain is for, in people's words. */
export const USE_WORDS = {
  site: { label: "Opening the account there", text: "People sign in at it and see your brand." },
  email: { label: "Joining by e-mail address", text: "People with an address of it can ask to join." },
} as const satisfies Record<DomainUse, { label: string; text: string }>;

/** How far it is proved. */
export const STATUS_WORDS = {
  pending: { label: "To be proved", tone: "warning" },
  verified: { label: "Verified", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
} as const satisfies Record<DomainStatus, { label: string; tone: Tone }>;
