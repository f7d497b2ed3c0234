import ShoppingBag from "lucide-solid/icons/shopping-bag";
import { For, Show } from "solid-js";
import type { Order } from "../../../../schema/contracts/message-content.ts";

/** What a customer put in their basket, with what it comes to. */
export function OrderCard(props: { order: Order }) {
  const total = () => orderTotal(props.order);
  const count = () => props.order.items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <div class="-mx-1 mb-1 w-72 max-w-[calc(100%+0.5rem)] rounded-inner bg-sunken text-13">
      <p class="flex items-center gap-2 border-b border-line px-3 py-2 font-medium">
        <ShoppingBag class="size-4 shrink-0 text-accent-ink" aria-hidden="true" />
        Order of {count()} {count() === 1 ? "item" : "items"}
      </p>
      <ul class="px-3 py-1.5">
        <For each={props.order.items}>
          {(item) => (
            <li class="flex gap-2 py-0.5">
              <span class="text-ink-2 tabular-nums">{item.quantity} ×</span>
              <span class="min-w-0 flex-1 break-words">{item.productId}</span>
              <Show when={item.price !== undefined}>
                <span class="tabular-nums">{money((item.price ?? 0) * item.quantity, item.currency)}</span>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={total()}>
        {(words) => (
          <p class="flex justify-between border-t border-line px-3 py-2 font-medium">
            Total <span class="tabular-nums">{words()}</span>
          </p>
        )}
      </Show>
    </div>
  );
}

/** What an order comes to, in words; undefined when a price is missing or currencies are mixed. */
function orderTotal({ items }: Order): string | undefined {
  const [first] = items;
  if (!first || items.some(({ price, currency }) => price === undefined || currency !== first.currency))
    return undefined;
  return money(
    items.reduce((sum, { price = 0, quantity }) => sum + price * quantity, 0),
    first.currency,
  );
}

function money(amount: number, currency: string | undefined): string {
  try {
    return new Intl.NumberFormat(undefined, currency ? { style: "currency", currency } : {}).format(amount);
  } catch {
    // Not a currency this browser knows.
    return `${amount} ${currency ?? ""}`.trim();
  }
}
