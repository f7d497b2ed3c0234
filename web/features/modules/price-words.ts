import type { Module } from "../../../schema/contracts/modules.ts";

/** "$49.00 a month", from minor units. */
export function priceWords({ amount, currency }: NonNullable<Module["price"]>): string {
  const money = new Intl.NumberFormat("en", { style: "currency", currency }).format(amount / 100);
  return amount === 0 ? "At no extra cost" : `${money} a month`;
}
