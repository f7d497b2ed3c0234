import { useRead } from "../../stores/use-read.ts";
import Laptop from "lucide-solid/icons/laptop";
import Smartphone from "lucide-solid/icons/smartphone";
import Terminal from "lucide-solid/icons/terminal";
import { createSignal, For, Index, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Session } from "../../../schema/contracts/users.ts";
import { listSessions, revokeOtherSessions, revokeSession } from "../../rest/users.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AuthenticatorCard } from "../second-factor/authenticator-card.tsx";
import { PasskeysCard } from "../passkeys/passkeys-card.tsx";
import { describeDevice } from "./describe-device.ts";

/** The person's own sessions: where they are signed in, and a way to end any of them. */
export default function SecurityPage() {
  const sessions = useRead(() => ({ queryKey: ["me", "sessions"], queryFn: ({ signal }) => listSessions(signal) }));
  const [ending, setEnding] = createSignal<string | undefined>();
  const [endingOthers, setEndingOthers] = createSignal(false);
  const others = () => sessions.data?.docs.filter((session) => !session.current) ?? [];
  const ordered = () =>
    [...(sessions.data?.docs ?? [])].sort(
      (a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt),
    );

  const end = async (session: Session) => {
    setEnding(session.id);
    try {
      await revokeSession(session.id);
      await sessions.refetch();
      toast("That session is signed out.");
    } catch (error) {
      toastError("That session could not be signed out.", error);
    } finally {
      setEnding(undefined);
    }
  };

  return (
    <Page
      title="Security"
      text="Where you are signed in. Sign out of anything you do not recognise: it takes effect at once."
      narrow
    >
      <PasskeysCard />
      <AuthenticatorCard />
      <Card
        title="Sessions"
        actions={
          <Show when={others().length > 0}>
            <Button size="sm" onClick={() => setEndingOthers(true)}>
              Sign out everywhere else
            </Button>
          </Show>
        }
      >
        <Switch fallback={<SessionsSkeleton />}>
          <Match when={sessions.error}>
            {(error) => <ErrorState error={error()} onRetry={() => void sessions.refetch()} />}
          </Match>
          <Match when={sessions.data}>
            <ul class="-my-1 divide-y divide-line">
              <For each={ordered()}>
                {(session) => {
                  const device = describeDevice(session.userAgent);
                  return (
                    <li class="flex items-center gap-4 py-3">
                      <span class="flex size-9 shrink-0 items-center justify-center rounded-inner bg-sunken text-ink-2 [&_svg]:size-4">
                        <Dynamic component={ICON[device.kind]} aria-hidden="true" />
                      </span>
                      <div class="min-w-0 flex-1">
                        <p class="flex flex-wrap items-center gap-2 text-13 font-medium">
                          {device.name}
                          <Show when={session.current}>
                            <Badge tone="success">This session</Badge>
                          </Show>
                        </p>
                        <p class="text-12 text-ink-2">
                          <Show when={session.ip}>{session.ip} · </Show>
                          Active <RelativeTime at={session.lastSeenAt} /> · Signed in{" "}
                          <RelativeTime at={session.createdAt} />
                        </p>
                      </div>
                      <Show when={!session.current}>
                        <Button
                          size="sm"
                          busy={ending() === session.id}
                          aria-label={`Sign out ${device.name}`}
                          onClick={() => void end(session)}
                        >
                          Sign out
                        </Button>
                      </Show>
                    </li>
                  );
                }}
              </For>
            </ul>
          </Match>
        </Switch>
      </Card>
      <ConfirmDialog
        open={endingOthers()}
        onClose={() => setEndingOthers(false)}
        title="Sign out everywhere else?"
        text={`${others().length === 1 ? "1 other session ends" : `${others().length} other sessions end`} at once. This one stays.`}
        act="Sign out the others"
        danger
        onConfirm={async () => {
          await revokeOtherSessions();
          await sessions.refetch();
          toast("You are signed out everywhere else.");
        }}
      />
    </Page>
  );
}

const ICON = { computer: Laptop, phone: Smartphone, program: Terminal } as const;

function SessionsSkeleton() {
  return (
    <div class="flex flex-col gap-5 py-2" aria-busy="true">
      <span class="sr-only" role="status">
        Loading your sessions
      </span>
      <Index each={[1, 2, 3]}>
        {() => (
          <div class="flex items-center gap-4">
            <Skeleton class="size-9" />
            <div class="flex-1">
              <Skeleton class="mb-1.5 h-4 w-40" />
              <Skeleton class="h-3 w-64 max-w-full" />
            </div>
          </div>
        )}
      </Index>
    </div>
  );
}
