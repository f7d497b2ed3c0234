/** An amount in millionths of a US dollar, as short as it is still true: "$0.004", "under $0.001", "$1.20". */
export function costWords(micros: number): string {
  if (micros === 0) return "$0";
  if (micros < 1_000) return "under $0.001";
  return `$${(micros / 1_000_000).toFixed(micros < 1_000_000 ? 3 : 2)}`;
}

const COUNT = new Intl.NumberFormat(undefined);

/** "1,240 tokens". */
export function tokenWords(tokens: number): string {
  return `${COUNT.format(tokens)} ${tokens === 1 ? "token" : "tokens"}`;
}
