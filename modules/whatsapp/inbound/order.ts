import type { Order } from "../../../schema/contracts/message-content.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";

const ITEMS_MAX = 100;
const CURRENCY = /^[A-Z]{3}$/;

/** What was ordered from the catalogue. Numbers may come as text. */
export function orderOf(item: unknown): Order {
  const catalogId = idAt(item, "order", "catalog_id");
  return {
    ...(catalogId === undefined ? {} : { catalogId }),
    items: listAt(item, "order", "product_items")
      .slice(0, ITEMS_MAX)
      .map((given) => {
        const price = numberAt(given, "item_price");
        const currency = textAt(given, "currency");
        return {
          productId: boundedLine(idAt(given, "product_retailer_id") ?? "?", 200),
          quantity: numberAt(given, "quantity") ?? 1,
          ...(price === undefined ? {} : { price }),
          ...(currency !== undefined && CURRENCY.test(currency) ? { currency } : {}),
        };
      }),
  };
}

/** The customer's note and the order in words. */
export function orderText(item: unknown, { items }: Order): string {
  const note = textAt(item, "order", "text");
  const lines = items.map(
    ({ productId, quantity, price, currency }) =>
      `${quantity} × ${productId}${price === undefined ? "" : `, ${price} ${currency ?? ""}`.trimEnd()}`,
  );
  return [...(note === undefined ? [] : [note]), ...(lines.length === 0 ? ["An order without items"] : lines)].join(
    "\n",
  );
}

function numberAt(given: unknown, key: string): number | undefined {
  const found = at(given, key);
  const number = typeof found === "string" && found.trim() !== "" ? Number(found) : found;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}
