import { A } from "@solidjs/router";
import { For, Index } from "solid-js";
import type { SandboxMail } from "../../../schema/contracts/sandbox.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Mails, newest first. `query` is the address the list is narrowed to, which stays in the links. */
export function MailList(props: { mails: SandboxMail[]; open: string | undefined; query: string | undefined }) {
  const suffix = () => (props.query === undefined ? "" : `?${new URLSearchParams({ to: props.query })}`);
  return (
    <ul aria-label="Mail" class="divide-y divide-line">
      <For each={props.mails}>
        {(mail) => (
          <li>
            <A
              href={`/sandbox/mail/${mail.id}${suffix()}`}
              aria-current={props.open === mail.id ? "true" : undefined}
              class="block px-4 py-3 transition-colors duration-100 hover:bg-sunken focus-visible:-outline-offset-2 aria-[current=true]:bg-accent-soft"
            >
              <span class="flex items-baseline justify-between gap-3">
                <span class="min-w-0 truncate text-13 font-semibold">{mail.subject}</span>
                <RelativeTime at={mail.at} short class="shrink-0 text-12 text-ink-2" />
              </span>
              <span class="mt-0.5 block truncate text-12 text-ink-2">
                To {mail.to} · from {mail.from}
              </span>
            </A>
          </li>
        )}
      </For>
    </ul>
  );
}

export function MailListSkeleton() {
  return (
    <div class="divide-y divide-line" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the mail
      </span>
      <Index each={[1, 2, 3, 4]}>
        {() => (
          <div class="px-4 py-3.5">
            <Skeleton class="mb-2 h-4 w-56" />
            <Skeleton class="h-3 w-72 max-w-full" />
          </div>
        )}
      </Index>
    </div>
  );
}
