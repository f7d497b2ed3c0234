import { createEffect, createMemo, createSignal, on } from "solid-js";
import type { CuratedModule } from "../../../schema/contracts/modules.ts";
import { TextField } from "../../ui/text-field.tsx";

/** What a module costs a month by itself, in its currency; empty: as it came. Saved on Enter and when the field is left. */
export function PriceField(props: {
  module: CuratedModule;
  onPrice: (price: CuratedModule["price"]) => Promise<boolean>;
}) {
  // Only another price replaces what is being typed, not every change of the module.
  const written = createMemo(() => amountText(props.module.price));
  const [text, setText] = createSignal(written());
  const [error, setError] = createSignal<string>();
  createEffect(on(written, setText, { defer: true }));
  const currency = () => props.module.price?.currency ?? props.module.defaults.price?.currency ?? "USD";
  const save = async () => {
    const typed = text().trim().replace(",", ".");
    if (typed === written()) return setError(undefined);
    if (typed !== "" && !/^\d{1,5}(?:\.\d{1,2})?$/.test(typed)) return setError("Type an amount like 49 or 49.90.");
    setError(undefined);
    const amount = Math.round(Number(typed) * 100);
    if (!(await props.onPrice(typed === "" ? null : { amount, currency: currency() }))) setText(written());
  };
  return (
    <form
      class="w-44"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={`Price a month, ${currency()}`}
        inputmode="decimal"
        autocomplete="off"
        placeholder={amountText(props.module.defaults.price) || "Not sold by itself"}
        value={text()}
        onInput={setText}
        onBlur={() => void save()}
        error={error()}
      />
    </form>
  );
}

function amountText(price: CuratedModule["price"]): string {
  return price === null ? "" : (price.amount / 100).toFixed(2).replace(/\.00$/, "");
}
