import type { Contact } from "../../../schema/contracts/contacts.ts";
import type { Tone } from "../../ui/badge.tsx";

/** The stages of a contact in order, as people read them. */
export const STAGES: readonly { value: Contact["stage"]; label: string; tone: Tone }[] = [
  { value: "lead", label: "Lead", tone: "accent" },
  { value: "qualified", label: "Qualified", tone: "warning" },
  { value: "customer", label: "Customer", tone: "success" },
  { value: "lost", label: "Lost", tone: "neutral" },
];

export function stageOf(value: Contact["stage"]): (typeof STAGES)[number] | undefined {
  return STAGES.find((stage) => stage.value === value);
}
