import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show } from "solid-js";
import { badgeOf } from "../stores/account-badges.ts";

const SHOWN_MAX = 99;

/** How an account does, beside its name: messages nobody has read, and whether something in it does not work. Changes by itself. */
export function AccountBadge(props: { id: string }) {
  const unread = () => badgeOf(props.id)?.unread ?? 0;
  const broken = () => badgeOf(props.id)?.broken ?? 0;
  return (
    <>
      <Show when={broken() > 0}>
        <span class="flex shrink-0 text-danger" data-tip={brokenWords(broken())}>
          <TriangleAlert class="size-4" aria-hidden="true" />
          <span class="sr-only">{brokenWords(broken())}</span>
        </span>
      </Show>
      <Show when={unread() > 0}>
        <span class="min-w-5 shrink-0 rounded-full bg-accent px-1.5 text-center text-12 leading-5 font-medium text-on-accent tabular-nums">
          <span aria-hidden="true">{unread() > SHOWN_MAX ? `${SHOWN_MAX}+` : unread()}</span>
          <span class="sr-only">{`${unread().toLocaleString()} unread`}</span>
        </span>
      </Show>
    </>
  );
}

/** What does not work, as people read it. */
export function brokenWords(count: number): string {
  return count === 1 ? "1 module does not work" : `${count.toLocaleString()} modules do not work`;
}
