/** A shortcut being typed: where its `/` stands, where its word ends, and what of it is there up to the caret. */
export interface SlashQuery {
  from: number;
  to: number;
  query: string;
}

const TYPED = /(?:^|\s)\/([a-z0-9_-]{0,40})$/i;
const REST = /^[a-z0-9_-]*(?=\s|$)/i;

/** Reads the shortcut at the caret: only `/` at the start of a word begins one, so neither an address nor "and/or" does. */
export function slashQuery(text: string, caret: number): SlashQuery | undefined {
  const query = TYPED.exec(text.slice(0, caret))?.[1];
  const rest = REST.exec(text.slice(caret))?.[0];
  if (query === undefined || rest === undefined) return undefined;
  return { from: caret - query.length - 1, to: caret + rest.length, query: query.toLowerCase() };
}
