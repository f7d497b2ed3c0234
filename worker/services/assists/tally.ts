import type { MessageDeltaUsage, RawMessageStreamEvent, Usage } from "@anthropic-ai/sdk/resources/messages";
import type { TokenUsage } from "../../../schema/ai-models.ts";
import type { AssistOutcome } from "../../../schema/contracts/assists.ts";

/** What is known of a call of the model so far: what was written, what it used, and how it ended once it has. */
export interface Tally {
  text: string;
  /** Characters of everything this attempt wrote: words, what it asks of tools, what it thought aloud. */
  written: number;
  /** Of the attempts before this one. */
  past: TokenUsage;
  /** Of this attempt, as the provider last said. */
  current: TokenUsage;
  /** The provider has said the whole of `current`. */
  final: boolean;
  outcome: AssistOutcome;
}

/** Until it ends otherwise, a call is one that was closed from this side. */
export function newTally(): Tally {
  return { text: "", written: 0, past: NOTHING, current: NOTHING, final: false, outcome: "cancelled" };
}

/** Takes over what the provider says of this attempt. A value it leaves out, or that is no number of tokens, is as it was. */
export function count(tally: Tally, said: Partial<Pick<Usage | MessageDeltaUsage, keyof typeof NAMES>>): void {
  const { current } = tally;
  tally.current = {
    inputTokens: tokens(said.input_tokens) ?? current.inputTokens,
    outputTokens: tokens(said.output_tokens) ?? current.outputTokens,
    cacheReadTokens: tokens(said.cache_read_input_tokens) ?? current.cacheReadTokens,
    cacheWriteTokens: tokens(said.cache_creation_input_tokens) ?? current.cacheWriteTokens,
  };
}

/** More than any model reads or writes at once: the month's sums stay numbers. */
const TOKENS_MAX = 100_000_000;

function tokens(said: unknown): number | undefined {
  return typeof said === "number" && Number.isInteger(said) && said >= 0 && said <= TOKENS_MAX ? said : undefined;
}

/** This attempt is over and another begins: what it used stays used. */
export function nextAttempt(tally: Tally): void {
  tally.past = usageOf(tally);
  tally.current = NOTHING;
  tally.final = false;
  tally.written = 0;
}

/** How many characters of the answer an event brings. */
export function writtenIn(event: RawMessageStreamEvent): number {
  if (event.type !== "content_block_delta") return 0;
  const { delta } = event;
  const said: unknown =
    delta.type === "text_delta"
      ? delta.text
      : delta.type === "input_json_delta"
        ? delta.partial_json
        : delta.type === "thinking_delta"
          ? delta.thinking
          : "";
  // The SDK passes on whatever it was sent.
  return typeof said === "string" ? said.length : 0;
}

/**
 * What was used in all. Of an answer that was cut the provider never said how long it was, so what it wrote is counted instead: a token is
 * some four characters, three to be on the safe side.
 */
export function usageOf({ past, current, final, written }: Tally): TokenUsage {
  const outputTokens = final ? current.outputTokens : Math.max(current.outputTokens, Math.ceil(written / 3));
  return {
    inputTokens: past.inputTokens + current.inputTokens,
    outputTokens: past.outputTokens + outputTokens,
    cacheReadTokens: past.cacheReadTokens + current.cacheReadTokens,
    cacheWriteTokens: past.cacheWriteTokens + current.cacheWriteTokens,
  };
}

const NOTHING: TokenUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
const NAMES = {
  input_tokens: true,
  output_tokens: true,
  cache_read_input_tokens: true,
  cache_creation_input_tokens: true,
} as const;
