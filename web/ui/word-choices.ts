export interface WordChoice {
  word: string;
  /** Nobody has used it yet. */
  isNew: boolean;
}

/**
 * What to offer for what was typed so far: the words that hold it and are not chosen yet, those that begin with it first, and at the end the
 * typed word itself where nobody has it. Letter case makes no other word.
 */
export function wordChoices(typed: string, suggestions: readonly string[], chosen: readonly string[]): WordChoice[] {
  const sought = fold(typed);
  const taken = new Set(chosen.map(fold));
  const found = [...new Set(suggestions)].filter((word) => !taken.has(fold(word)) && fold(word).includes(sought));
  const ranked = found.toSorted((a, b) => rank(fold(a), sought) - rank(fold(b), sought));
  const choices = ranked.map((word) => ({ word, isNew: false }));
  const known = taken.has(sought) || found.some((word) => fold(word) === sought);
  return sought === "" || known ? choices : [...choices, { word: typed.trim(), isNew: true }];
}

function fold(word: string): string {
  return word.trim().toLocaleLowerCase();
}

function rank(word: string, sought: string): number {
  return word === sought ? 0 : word.startsWith(sought) ? 1 : 2;
}
