import { safeReturnPath } from "./safe-return-path.ts";

const KEY = "trellis.provider-return";

/** Keeps, for this tab, where somebody wanted to go before they left for their provider. */
export function keepReturn(path: string | undefined): void {
  sessionStorage.setItem(KEY, safeReturnPath(path));
}

/** Where they wanted to go; the start where nothing is known. */
export function takeReturn(): string {
  const path = sessionStorage.getItem(KEY) ?? undefined;
  sessionStorage.removeItem(KEY);
  return safeReturnPath(path);
}
