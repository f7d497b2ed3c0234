import type { Identity, IdentityKind } from "../../../schema/contracts/contacts.ts";

/** What people call each way of being known. */
export const IDENTITY_WORDS: Record<IdentityKind, string> = {
  phone: "Phone",
  whatsapp: "WhatsApp",
  bsuid: "WhatsApp id",
  email: "E-mail",
  instagram: "Instagram",
};

/** WhatsApp's ids are numbers without their plus. */
export function identityText({ kind, display }: Pick<Identity, "kind" | "display">): string {
  return kind === "whatsapp" && /^\d{7,15}$/.test(display) ? `+${display}` : display;
}
