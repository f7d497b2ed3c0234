import { createSignal } from "solid-js";
import type { Brand } from "../../schema/contracts/branding.ts";

const [brand, setBrand] = createSignal<Brand>({ name: "Trellis", accent: null, logo: null });

/** Whose product this looks like: the account's that is open, or that of the address one signs in at. */
export { brand };

/** Puts a brand on every screen. `plain` is the product's own accent there, worn where the brand has none. */
export function wearBrand(next: Brand, plain: "client" | "admin"): void {
  setBrand(next);
  if (next.accent === null) document.documentElement.dataset["accent"] = plain;
  else void wearLater(next, next.accent);
}

/** What makes shades of an accent loads with the first account that has one. */
async function wearLater(worn: Brand, accent: string): Promise<void> {
  const { wearAccent } = await import("./wear-accent.ts");
  if (brand() === worn) wearAccent(accent);
}
