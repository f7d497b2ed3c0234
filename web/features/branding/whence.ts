import type { Branding } from "../../../schema/contracts/branding.ts";

/** Where what is worn comes from, while the account has chosen nothing. */
export function whence(from: Branding["from"]["name"]): string {
  return `Empty: ${WHENCE[from]}.`;
}

const WHENCE = {
  agency: "as your agency chose",
  platform: "as the platform chose",
  product: "Trellis's own",
} as const satisfies Record<Branding["from"]["name"], string>;
