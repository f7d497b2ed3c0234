import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { SLUG_PATTERN } from "../../../schema/slug-from-name.ts";
import { slugAvailability } from "../../rest/tenants.ts";

const TYPING_PAUSE_MS = 250;

/** What is known of an address: whether it can be had, and what is like it where it cannot. */
export interface SlugAnswer {
  slug: string;
  free: boolean;
  /** Where browsers would find the account, without the protocol. */
  host: string | undefined;
  suggestions: readonly string[];
}

/** Whether an address can be had, asked while it is typed; undefined while nobody knows, or for the one the account has. */
export function slugAnswer(slug: Accessor<string>, own: Accessor<string> = () => ""): Accessor<SlugAnswer | undefined> {
  const [answer, setAnswer] = createSignal<SlugAnswer | undefined>();
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
      const { available, address, suggestions } = await slugAvailability(wanted, signal);
      if (!signal.aborted)
        setAnswer({ slug: wanted, free: available, host: address?.replace(/^https?:\/\//, ""), suggestions });
    } catch {
      // Nobody knows, then: saving tells.
    }
  };
  return answer;
}
