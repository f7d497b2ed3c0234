/**
 * By how many pixels a list of equally high rows must be scrolled on for what is on the screen to stay where it is although rows came, went
 * or moved. At the top it need not: there one wants to see what comes.
 */
export function keptOffset(
  before: readonly string[],
  now: readonly string[],
  top: number,
  rowHeight: number,
  room: number,
): number {
  if (top < rowHeight / 2) return 0;
  const seen = before.slice(Math.floor(top / rowHeight), Math.ceil((top + room) / rowHeight));
  const places = new Map(now.map((id, index) => [id, index]));
  // One of those on the screen may have been the one that moved: what befell most of them befell the screen.
  const votes = new Map<number, number>();
  for (const [nth, id] of seen.entries()) {
    const place = places.get(id);
    if (place === undefined) continue;
    const by = place - (Math.floor(top / rowHeight) + nth);
    votes.set(by, (votes.get(by) ?? 0) + 1);
  }
  const [most] = [...votes].toSorted(([, a], [, b]) => b - a);
  return (most?.[0] ?? 0) * rowHeight;
}
