import type { ConciergeState } from "../../../schema/contracts/concierge.ts";
import type { DriverName, Payer } from "../../../schema/concierge/words.ts";
import { costWords, tokenWords } from "../../ui/cost-words.ts";

/** Who leads, in a word. */
export const DRIVER_NAMES: Record<DriverName, string> = { guided: "Guided", claude: "Claude" };

/** What that means, plainly. */
export const DRIVER_WORDS: Record<DriverName, string> = {
  guided: "A fixed order of questions, and no AI.",
  claude: "An AI leads the conversation. It never sees a secret.",
};

/** The same of Claude in test mode. */
export const PLAYED_WORDS = "Played in test mode: it knows what a set-up needs, and little else.";

const PAID_BY: Record<Payer, string> = {
  account: "Paid with this account's own key",
  agency: "Paid with your agency's key",
  platform: "Paid by the platform",
};

/** "12,400 tokens, $0.042 of at most $5.00" */
export function usageWords({ inputTokens, outputTokens, cost, caps }: ConciergeState["usage"]): string {
  return `${tokenWords(inputTokens + outputTokens)}, ${costWords(cost.micros)} of at most ${costWords(caps.cost.micros)}`;
}

/** Whose key it is. */
export function payerWords({ paidBy, sandbox }: ConciergeState["usage"]): string | undefined {
  return paidBy === null || sandbox ? undefined : PAID_BY[paidBy];
}
