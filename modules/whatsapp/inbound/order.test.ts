import { describe, expect, it } from "vitest";
import { orderOf, orderText } from "./order.ts";

const orderWith = (...product_items: unknown[]) => ({ order: { product_items } });

describe("an order", () => {
  it.each<[given: unknown, item: object]>([
    [
      { product_retailer_id: "lamp", quantity: 2, item_price: 19.5, currency: "EUR" },
      { productId: "lamp", quantity: 2, price: 19.5, currency: "EUR" },
    ],
    [
      { product_retailer_id: 7, quantity: "3", item_price: "0", currency: "euro" },
      { productId: "7", quantity: 3, price: 0 },
    ],
    [
      { quantity: 0, item_price: "1e999", currency: "EURO" },
      { productId: "?", quantity: 0 },
    ],
    [
      { quantity: -1, item_price: " ", currency: "eEUR" },
      { productId: "?", quantity: 1 },
    ],
    [
      { quantity: "many", item_price: Number.NaN },
      { productId: "?", quantity: 1 },
    ],
    [
      { quantity: [2], item_price: Number.POSITIVE_INFINITY },
      { productId: "?", quantity: 1 },
    ],
    [
      { quantity: null, item_price: true },
      { productId: "?", quantity: 1 },
    ],
    [{ product_retailer_id: "x".repeat(300) }, { productId: `${"x".repeat(199)}…`, quantity: 1 }],
    [null, { productId: "?", quantity: 1 }],
  ])("holds %j", (given, item) => expect(orderOf(orderWith(given))).toStrictEqual({ items: [item] }));

  it("names its catalogue, and holds no more than a hundred items", () => {
    expect(orderOf({ order: { catalog_id: 9 } })).toStrictEqual({ catalogId: "9", items: [] });
    expect(orderOf(orderWith(...Array.from({ length: 101 }, () => ({})))).items).toHaveLength(100);
  });

  it("reads as the note and a line an item", () => {
    const items = [
      { productId: "lamp", quantity: 2, price: 19.5, currency: "EUR" },
      { productId: "shade", quantity: 1, price: 0 },
      { productId: "bulb", quantity: 3, currency: "EUR" },
    ];
    expect(orderText({ order: { text: "For Friday" } }, { items })).toBe(
      "For Friday\n2 × lamp, 19.5 EUR\n1 × shade, 0\n3 × bulb",
    );
    expect(orderText({}, { items: [] })).toBe("An order without items");
    expect(orderText({ order: { text: "Hm" } }, { items: [] })).toBe("Hm\nAn order without items");
  });
});
