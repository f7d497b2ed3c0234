import type { Plan } from "../../schema/plans.ts";

/**
 * A demo conversation as a script. A line is `> text` from the customer, `< who: text` from a person of the team, or `# who: text` for a
 * private note. `[photo] text` stands for a picture. The last line was `agoMinutes` ago, the ones before it a few minutes apart, or
 * as far as `gapsMinutes` says (from the last line backwards).
 */
export interface Script {
  with: string;
  /** International number, digits only. Left out for a person known by username alone. */
  phone?: string;
  username?: string;
  email?: string;
  company?: string;
  stage?: "lead" | "qualified" | "customer" | "lost";
  tags?: readonly string[];
  assignee?: string;
  labels?: readonly string[];
  resolved?: true;
  /** Unread customer messages, counted from the end. */
  unread?: number;
  /** How the last outgoing line ended, `read` unless told. */
  last?: "sent" | "delivered" | "read" | "failed" | "unknown";
  agoMinutes: number;
  gapsMinutes?: readonly number[];
  lines: readonly string[];
}

export interface DemoAgent {
  name: string;
  tags?: readonly string[];
  systemPrompt: string;
}

export interface DemoAccount {
  slug: string;
  name: string;
  agency: string;
  plan: Plan;
  /** Country calling code and a template for made-up numbers of further contacts. */
  numbers: string;
  sources: readonly string[];
  companies: readonly string[];
  tags: readonly string[];
  /** Its AI agents, the default first; the others for contacts with one of their tags. */
  agents: readonly DemoAgent[];
  scripts: readonly Script[];
}

export const HOUR = 60;
export const DAY = 24 * HOUR;
