import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { slugAvailability } from "../../rest/tenants.ts";
import { SLUG_PATTERN } from "../clients/slug-from-name.ts";

const TYPING_PAUSE_MS = 250;

/** Whether an address can be had, asked while it is typed; undefined while nobody knows, or for the one the account has. */
export function slugAnswer(slug: Accessor<string>, own: Accessor<string>): Accessor<"free" | "taken" | undefined> {
  const [answer, setAnswer] = createSignal<"free" | "taken" | undefined>();
  createEffect(
    on(slug, (wanted) => {
      setAnswer(undefined);
      if (wanted === own() || !SLUG_PATTERN.test(wanted)) return;
      const left = new AbortController();
      const timer = setTimeout(() => void ask(wanted, left.signal), TYPING_PAUSE_MS);
      onCleanup(() => {
        clearTimeout(timer);
        left.abort();
      });
    }),
  );
  const ask = async (wanted: string, signal: AbortSignal) => {
    try {
      const { available } = await slugAvailability(wanted, signal);
      if (!signal.aborted) setAnswer(available ? "free" : "taken");
    } catch {
      // Nobody knows, then: saving tells.
    }
  };
  return answer;
}
