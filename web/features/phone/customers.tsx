import Plus from "lucide-solid/icons/plus";
import { createSignal, For } from "solid-js";
import type { Channel } from "../../../schema/channels.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { AddCustomerDialog } from "./add-customer-dialog.tsx";
import { type CustomerList, customerKey } from "./customer-list.ts";

/** Whose phone it is: choose a customer, or make one. */
export function Customers(props: { list: CustomerList; channel: Channel }) {
  const [adding, setAdding] = createSignal(false);
  return (
    <section aria-labelledby="customers-title">
      <div class="mb-2 flex items-center justify-between gap-2">
        <h2 id="customers-title" class="text-14 font-semibold">
          Whose phone
        </h2>
        <Button
          size="sm"
          icon={<Plus aria-hidden="true" />}
          onPointerEnter={preloadDialog}
          onClick={() => setAdding(true)}
        >
          New customer
        </Button>
      </div>
      <ul class="flex max-h-120 flex-col gap-0.5 overflow-y-auto p-0.5 max-narrow:max-h-none max-narrow:flex-row max-narrow:overflow-x-auto">
        <For each={props.list.all()}>
          {(customer) => (
            <li class="max-narrow:shrink-0">
              <button
                type="button"
                aria-pressed={
                  props.list.chosen() !== undefined && customerKey(props.list.chosen()!) === customerKey(customer)
                }
                class="flex min-h-11 w-full items-center gap-2.5 rounded-inner px-2 py-1 text-left transition-colors duration-100 hover:bg-sunken aria-pressed:bg-accent-soft max-narrow:max-w-52 max-narrow:border max-narrow:border-line max-narrow:pr-3"
                onClick={() => props.list.choose(customer)}
              >
                <Avatar name={customer.name} size={28} />
                <span class="min-w-0">
                  <span class="block truncate text-13 font-medium">{customer.name}</span>
                  <span class="block truncate text-12 text-ink-2">
                    {customer.phone ? `+${customer.phone}` : `@${customer.username ?? customer.bsuid}`}
                  </span>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <AddCustomerDialog
        open={adding()}
        channel={props.channel}
        onClose={() => setAdding(false)}
        taken={props.list.all()}
        onAdd={(customer) => {
          props.list.add(customer);
          setAdding(false);
        }}
      />
    </section>
  );
}
