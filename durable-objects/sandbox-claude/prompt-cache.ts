import { type Asked, textOf, tokensOf } from "./read-request.ts";

/** How many tokens of a request are read from the cache, and how many are kept in it from now on. */
export interface Cached {
  read: number;
  written: number;
}

/**
 * The cache of five minutes, by what requests begin with: the longest beginning that an earlier request marked is read, what lies between it and
 * the last mark of this one is written. https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 */
export class PromptCache {
  readonly #until = new Map<string, number>();

  /** What of this request is in the cache; its own marked beginning is from now on. */
  take(asked: Asked, now: number): Cached {
    const { whole, marked } = beginningOf(asked);
    for (const [known, until] of this.#until)
      if (until < now || this.#until.size > CACHED_MAX) this.#until.delete(known);
    const known = [...this.#until.keys()].filter((text) => whole.startsWith(text));
    const read = known.reduce((longest, text) => (text.length > longest.length ? text : longest), "");
    for (const text of [read, marked]) if (tokensOf(text) >= CACHE_MIN_TOKENS) this.#until.set(text, now + CACHE_MS);
    const kept = tokensOf(marked) >= CACHE_MIN_TOKENS ? tokensOf(marked) : 0;
    return { read: tokensOf(read), written: Math.max(0, kept - tokensOf(read)) };
  }

  clear(): void {
    this.#until.clear();
  }
}

const CACHE_MS = 5 * 60_000;
const CACHED_MAX = 20;
const CACHE_MIN_TOKENS = 1024;

/** A request in the order in which it is cached (tools, system, messages), whole and up to its last mark. */
function beginningOf({ tools, system, messages }: Asked): { whole: string; marked: string } {
  let whole = tools.length === 0 ? "" : JSON.stringify(tools);
  let marked = "";
  for (const block of [...system, ...messages.flatMap(({ content }) => content)]) {
    whole += `\n${textOf(block)}`;
    if ("cache_control" in block && block.cache_control !== undefined) marked = whole;
  }
  return { whole, marked };
}
