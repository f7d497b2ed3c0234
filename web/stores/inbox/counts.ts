import { createStore } from "solid-js/store";
import { onCleanup } from "solid-js";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { type ConversationFilter, countConversations } from "../../rest/conversations.ts";
import { belongs, filterOf, VIEW_NAMES, type ViewName } from "./inbox-view.ts";

type CountName = ViewName | "unread";

const RECOUNT_AFTER_MS = 2_000;

/** How many conversations each view has, and how many open ones are unread. Counted by the account, kept current by what changes. */
export type Counts = ReturnType<typeof createCounts>;

export function createCounts(deps: { tenant: string; userId: string }) {
  const filters = {
    ...Object.fromEntries(VIEW_NAMES.map((name) => [name, filterOf({ name, label: null, search: "" }, deps.userId)])),
    unread: { status: "open", unread: true },
  } as Record<CountName, ConversationFilter>;
  const names = Object.keys(filters) as CountName[];
  const [values, setValues] = createStore<Partial<Record<CountName, number>>>({});
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks the account. A count that cannot be had stays as it was: it is an ornament, not a need. */
  function load(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const name of names) {
      countConversations(deps.tenant, filters[name]).then(
        (total) => setValues(name, total),
        () => {},
      );
    }
  }

  /**
   * A conversation changed from `before` to `next`; null where there is none. With `before` undefined we never held it, so only the
   * account can tell what changed.
   */
  function moved(before: Conversation | null | undefined, next: Conversation | null): void {
    if (before === undefined) {
      timer ??= setTimeout(load, RECOUNT_AFTER_MS);
      return;
    }
    for (const name of names) {
      const step =
        Number(next !== null && counts(next, filters[name])) - Number(before !== null && counts(before, filters[name]));
      if (step !== 0) setValues(name, (value) => (value === undefined ? value : Math.max(0, value + step)));
    }
  }

  onCleanup(() => clearTimeout(timer));
  return { of: (name: CountName): number | undefined => values[name], load, moved };
}

function counts(conversation: Conversation, filter: ConversationFilter): boolean {
  return belongs(conversation, filter) && (filter.unread !== true || conversation.unread > 0);
}
