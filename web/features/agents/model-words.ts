import type { AgentModel } from "../../../schema/contracts/agents.ts";
import { costWords } from "../../ui/cost-words.ts";

/** A draft as it usually is: the conversation so far and the agent's words read, a few sentences written. Tokens. */
const TYPICAL = { read: 2_500, written: 200 };
const MILLION = 1_000_000;

/** "Sonnet 5.5: about $0.007 a draft". */
export function modelWords(model: AgentModel): string {
  const micros = (TYPICAL.read * model.inputPrice + TYPICAL.written * model.outputPrice) / MILLION;
  return `${model.name.replace(/^Claude /, "")}: ${micros < 1_000 ? "" : "about "}${costWords(micros)} a draft`;
}

/** What a model costs, for who wants to know it exactly. A token is about three quarters of a word. */
export function priceWords({ inputPrice, outputPrice }: Pick<AgentModel, "inputPrice" | "outputPrice">): string {
  const price = (micros: number): string => `$${(micros / MILLION).toFixed(2)}`;
  return `${price(inputPrice)} for a million tokens it reads, ${price(outputPrice)} for a million it writes. A token is about three quarters of a word.`;
}
