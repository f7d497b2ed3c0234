import type { Contact } from "../../../schema/contracts/contacts.ts";

/** The stages a contact goes through, in order, as people read them. */
export const CONTACT_STAGE_WORDS: Record<Contact["stage"], string> = {
  lead: "Lead",
  qualified: "Qualified",
  customer: "Customer",
  lost: "Lost",
};
