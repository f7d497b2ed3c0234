import { A, useParams, useSearchParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import Inbox from "lucide-solid/icons/inbox";
import MailOpen from "lucide-solid/icons/mail-open";
import { Match, Show, Switch } from "solid-js";
import { ApiError } from "../../rest/client.ts";
import { listSandboxMails } from "../../rest/sandbox.ts";
import { Mark } from "../../frame/mark.tsx";
import { OfflineBar } from "../../frame/offline-bar.tsx";
import { narrow } from "../../stores/narrow.ts";
import { wearHostBrand } from "../../stores/host-brand.ts";
import { useRead } from "../../stores/use-read.ts";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { Tag } from "../../ui/tag.tsx";
import { MailList, MailListSkeleton } from "./mail-list.tsx";
import { ReadMail } from "./read-mail.tsx";

/** New mail is looked for this often. */
const REFRESH_MS = 3_000;

/** Everybody's mailbox, where mail goes in test mode. `?to=` narrows it to one address. */
export default function MailboxPage() {
  const params = useParams<{ mailId?: string }>();
  const [search, setSearch] = useSearchParams<{ to?: string }>();
  const mails = useRead(() => ({
    queryKey: ["sandbox-mails"],
    queryFn: ({ signal }) => listSandboxMails(signal),
    refetchInterval: REFRESH_MS,
  }));
  const shown = () => mails.data?.docs.filter(({ to }) => search.to === undefined || to === search.to) ?? [];
  const open = () => mails.data?.docs.find(({ id }) => id === params.mailId);
  const back = () => `/sandbox/mail${search.to === undefined ? "" : `?${new URLSearchParams({ to: search.to })}`}`;
  const absent = () => mails.error instanceof ApiError && mails.error.status === 404;

  wearHostBrand();
  useDocumentTitle(() => open()?.subject ?? "Sandbox mailbox");

  return (
    <div class="flex h-dvh flex-col">
      <OfflineBar />
      <header class="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-2">
        <A href="/" aria-label="Start" class="flex items-center max-narrow:size-11 max-narrow:justify-center">
          <Mark class="size-7" />
        </A>
        <h1 class="flex items-center gap-2.5 text-16 font-semibold">
          Mailbox <SandboxTag />
        </h1>
        <p class="text-13 text-ink-2 max-narrow:hidden">Mail to anyone lands here. None of it leaves.</p>
        <Show when={search.to}>
          {(to) => (
            <div class="ml-auto max-narrow:ml-0">
              <Tag text={to()} onRemove={() => setSearch({ to: undefined })} />
            </div>
          )}
        </Show>
      </header>
      <main class="flex min-h-0 flex-1">
        <Switch>
          <Match when={absent()}>
            <EmptyState
              icon={<MailOpen aria-hidden="true" />}
              title="There is no mailbox here"
              text="This installation sends real mail: look in your own."
            />
          </Match>
          <Match when={mails.error && mails.data === undefined && mails.error}>
            {(error) => <ErrorState error={error()} onRetry={() => void mails.refetch()} retrying={mails.isFetching} />}
          </Match>
          <Match when={mails.data && shown().length === 0}>
            <EmptyState
              icon={<Inbox aria-hidden="true" />}
              title={search.to === undefined ? "No mail yet" : "No mail to this address yet"}
              text="Invitations, links to choose a new password and notices appear here as soon as they are sent."
            />
          </Match>
          <Match when={true}>
            <Show when={!narrow() || params.mailId === undefined}>
              <div class="w-96 shrink-0 overflow-y-auto border-r border-line bg-surface max-narrow:w-full max-narrow:border-r-0">
                <Show when={mails.data} fallback={<MailListSkeleton />}>
                  <MailList mails={shown()} open={params.mailId} query={search.to} />
                </Show>
              </div>
            </Show>
            <Show when={!narrow() || params.mailId !== undefined}>
              <div class="flex min-w-0 flex-1 flex-col">
                <Show when={narrow()}>
                  <A
                    href={back()}
                    class="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 text-13 font-medium text-ink-2 focus-visible:-outline-offset-2"
                  >
                    <ChevronLeft class="size-4" aria-hidden="true" />
                    All mail
                  </A>
                </Show>
                <Switch>
                  <Match when={open()}>{(mail) => <ReadMail mail={mail()} />}</Match>
                  <Match when={params.mailId !== undefined && mails.data}>
                    <EmptyState
                      icon={<MailOpen aria-hidden="true" />}
                      title="This mail is gone"
                      text="Mail is kept for a week, and the newest fifty are listed."
                    />
                  </Match>
                  <Match when={mails.data}>
                    <EmptyState
                      icon={<MailOpen aria-hidden="true" />}
                      title="Choose a mail"
                      text="What it links to opens in a tab of its own."
                    />
                  </Match>
                </Switch>
              </div>
            </Show>
          </Match>
        </Switch>
      </main>
    </div>
  );
}
