import { takeOutSecrets } from "./take-out-secrets.ts";

/** Whether a value of a field that is shown in the open looks like a secret that belongs into another. */
export function isMisplaced(value: string): boolean {
  return takeOutSecrets(value).removed > 0;
}
