import { createSignal } from "solid-js";
import type { CompletedSignUp } from "../../../schema/contracts/sign-ups.ts";
import { type Plan, PLANS } from "../../../schema/plans.ts";
import { SLUG_PATTERN, slugFromName } from "../../../schema/slug-from-name.ts";
import { remembered } from "../../stores/remembered.ts";

/** What somebody who starts has said so far. No password: it goes to the server once and is kept nowhere here. */
export interface Draft {
  company: string;
  name: string;
  email: string;
  /** The secret that names this start to the server; empty before a code was asked for. */
  signUp: string;
  /** Whether the address is proved. */
  proved: boolean;
  /** Empty while it follows the company's name. */
  slug: string;
  plan: Plan;
}

const NOTHING: Draft = { company: "", name: "", email: "", signUp: "", proved: false, slug: "", plan: "starter" };

/** The draft of this tab: it outlives a reload, and goes with the tab. */
export const [draft, setDraft] = remembered<Draft>("start", NOTHING, isDraft, "tab");

/** What was opened, with its key, until the page is left: it is shown this once. */
export const [opened, setOpened] = createSignal<CompletedSignUp | undefined>();

export function changeDraft(change: Partial<Draft>): void {
  setDraft({ ...draft(), ...change });
}

export function forgetDraft(): void {
  setDraft(NOTHING);
}

/** The slug that stands in the draft, or follows from the company's name. */
export function draftSlug({ slug, company }: Draft): string {
  return slug === "" ? slugFromName(company) : slug;
}

export const STEPS = ["company", "owner", "address", "plan", "done"] as const;
export type Step = (typeof STEPS)[number];

/** How far the draft lets one go: the first step that lacks something. */
export function furthestStep(said: Draft): Exclude<Step, "done"> {
  if (said.company.trim() === "") return "company";
  if (!said.proved) return "owner";
  return SLUG_PATTERN.test(draftSlug(said)) ? "plan" : "address";
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const said = value as Record<string, unknown>;
  const texts = ["company", "name", "email", "signUp", "slug"].every((field) => typeof said[field] === "string");
  return texts && typeof said["proved"] === "boolean" && (PLANS as readonly unknown[]).includes(said["plan"]);
}
