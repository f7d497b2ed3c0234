/** A stretch of text that both have, only the earlier, or only the later. */
export interface Piece {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Words that may differ before the two are shown whole, one after the other: more of a patchwork nobody can read. */
const EDITS_MAX = 600;

/**
 * What differs between two texts, word by word: as few words as possible removed and added. Myers, "An O(ND) Difference Algorithm and Its
 * Variations" (1986).
 */
export function wordDiff(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return joined([
    { kind: "same", text: a.slice(0, start).join("") },
    ...(edits(middleA, middleB) ?? whole(middleA, middleB)),
    { kind: "same", text: end === 0 ? "" : a.slice(-end).join("") },
  ]);
}

/** Words, and what stands between them: a line's end by itself. */
function wordsOf(text: string): string[] {
  return text.match(/\n|[^\S\n]+|\S+/g) ?? [];
}

function whole(a: readonly string[], b: readonly string[]): Piece[] {
  return [
    { kind: "removed", text: a.join("") },
    { kind: "added", text: b.join("") },
  ];
}

/** The shortest way from one to the other; undefined where it is longer than EDITS_MAX. */
function edits(a: readonly string[], b: readonly string[]): Piece[] | undefined {
  /** By diagonal (words of `a` less those of `b`): how far into `a` so many edits reach. One for each number of edits. */
  const reached: Map<number, number>[] = [];
  let now = new Map([[1, 0]]);
  for (let edited = 0; edited <= Math.min(a.length + b.length, EDITS_MAX); edited += 1) {
    const next = new Map<number, number>();
    for (let diagonal = -edited; diagonal <= edited; diagonal += 2) {
      let x = isAdded(now, diagonal, edited) ? (now.get(diagonal + 1) ?? 0) : (now.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return wayBack(a, b, [...reached, now]);
    }
    reached.push(now);
    now = next;
  }
  return undefined;
}

/** Whether the furthest way onto a diagonal adds a word of `b`, and does not remove one of `a`. */
function isAdded(now: ReadonlyMap<number, number>, diagonal: number, edited: number): boolean {
  const [below, above] = [now.get(diagonal - 1) ?? -1, now.get(diagonal + 1) ?? -1];
  return diagonal === -edited || (diagonal !== edited && below < above);
}

function wayBack(a: readonly string[], b: readonly string[], reached: readonly Map<number, number>[]): Piece[] {
  const pieces: Piece[] = [];
  let [x, y] = [a.length, b.length];
  for (let edited = reached.length - 1; edited >= 0; edited -= 1) {
    const before = reached[edited] ?? new Map<number, number>();
    const added = isAdded(before, x - y, edited);
    const from = x - y + (added ? 1 : -1);
    const startX = edited === 0 ? 0 : (before.get(from) ?? 0);
    const startY = edited === 0 ? 0 : startX - from;
    const [sameX, sameY] = added ? [startX, startY + 1] : [startX + 1, startY];
    for (; edited === 0 ? x > 0 : x > sameX && y > sameY; y -= 1)
      pieces.push({ kind: "same", text: a[(x -= 1)] ?? "" });
    if (edited > 0)
      pieces.push(added ? { kind: "added", text: b[startY] ?? "" } : { kind: "removed", text: a[startX] ?? "" });
    [x, y] = [startX, startY];
  }
  return pieces.toReversed();
}

/** Neighbours of one kind as one; of each change what was removed before what was added. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const [run, one] of pieces.map((piece) => [piece.kind === "same", piece] as const)) {
    if (one.text === "") continue;
    if (run) {
      if (out.at(-1)?.kind === "same") out.at(-1)!.text += one.text;
      else out.push({ ...one });
      continue;
    }
    const start = out.findLastIndex(({ kind }) => kind === "same") + 1;
    const found = out.slice(start).find(({ kind }) => kind === one.kind);
    if (found) found.text += one.text;
    else if (one.kind === "removed") out.splice(start, 0, { ...one });
    else out.push({ ...one });
  }
  return out;
}
