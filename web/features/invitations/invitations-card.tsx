import MailPlus from "lucide-solid/icons/mail-plus";
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { ROLES } from "../../../schema/capabilities.ts";
import type { Invitation } from "../../../schema/contracts/invitations.ts";
import { listInvitations, resendInvitation, revokeInvitation } from "../../rest/invitations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { now } from "../../stores/clock.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { MailboxLink } from "../door/mailbox-link.tsx";

const InviteDialog = lazy(() => import("./invite-dialog.tsx"));

/** Who was invited to the open account and has not come yet, and the way to invite more. For those who may manage people. */
export function InvitationsCard() {
  const account = useAccount();
  const invitations = useRead(() => ({
    queryKey: [account.id, "invitations"],
    queryFn: ({ signal }) => listInvitations(signal),
  }));
  const [inviting, setInviting] = createSignal(false);
  const [revoking, setRevoking] = createSignal<Invitation | undefined>();

  return (
    <Card
      title="Invitations"
      text="A link by mail that works once, for seven days."
      actions={
        <Button
          variant="primary"
          size="sm"
          icon={<MailPlus aria-hidden="true" />}
          onPointerEnter={() => {
            preloadDialog();
            void InviteDialog.preload();
          }}
          onClick={() => setInviting(true)}
        >
          Invite
        </Button>
      }
    >
      <Switch fallback={<Skeleton class="h-11" />}>
        <Match when={invitations.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void invitations.refetch()} retrying={invitations.isFetching} />
          )}
        </Match>
        <Match when={invitations.data?.docs.length === 0}>
          <p class="text-13 text-ink-2">Nobody is invited at the moment.</p>
        </Match>
        <Match when={invitations.data}>
          {(list) => (
            <ul class="-my-3 divide-y divide-line">
              <For each={list().docs}>
                {(invitation) => (
                  <InvitationRow
                    invitation={invitation}
                    onChanged={() => void invitations.refetch()}
                    onRevoke={() => setRevoking(invitation)}
                  />
                )}
              </For>
            </ul>
          )}
        </Match>
      </Switch>
      <Show when={account.sandbox && (invitations.data?.docs.length ?? 0) > 0}>
        <div class="mt-4">
          <MailboxLink />
        </div>
      </Show>
      <Suspense>
        <Show when={inviting()}>
          <InviteDialog onClose={() => setInviting(false)} onInvited={() => void invitations.refetch()} />
        </Show>
      </Suspense>
      <ConfirmDialog
        open={revoking() !== undefined}
        onClose={() => setRevoking(undefined)}
        title={`Take back the invitation of ${revoking()?.email ?? ""}?`}
        text="Its link stops working at once. You can invite the address again."
        act="Take back"
        danger
        onConfirm={async () => {
          const id = revoking()?.id;
          if (id !== undefined) await revokeInvitation(id);
          await invitations.refetch();
          toast("The invitation is taken back.");
        }}
      />
    </Card>
  );
}

function InvitationRow(props: { invitation: Invitation; onChanged: () => void; onRevoke: () => void }) {
  const [sending, setSending] = createSignal(false);
  const waits = () => props.invitation.resendAt !== null && new Date(props.invitation.resendAt).getTime() > now();
  const resend = async () => {
    setSending(true);
    try {
      await resendInvitation(props.invitation.id);
      toast(`Sent to ${props.invitation.email} again.`, { detail: "The link sent before no longer works." });
      props.onChanged();
    } catch (error) {
      toastError("The invitation was not sent.", error);
    } finally {
      setSending(false);
    }
  };
  return (
    <li class="flex items-center gap-3 py-3 max-narrow:flex-wrap">
      <div class="min-w-0 flex-1 max-narrow:basis-full">
        <p class="flex flex-wrap items-center gap-2 text-13 font-medium">
          <span class="min-w-0 truncate">{props.invitation.email}</span>
          <Show when={props.invitation.state === "expired"}>
            <Badge tone="warning">Ran out</Badge>
          </Show>
          <Show when={props.invitation.assignedOnly}>
            <Badge>Assigned only</Badge>
          </Show>
        </p>
        <p class="text-12 text-ink-2">
          {props.invitation.customRole?.name ?? ROLES[props.invitation.role].label} · sent{" "}
          <RelativeTime at={props.invitation.sentAt} /> by {props.invitation.invitedBy.name}
        </p>
      </div>
      <Show when={props.invitation.resendAt !== null}>
        <Button
          size="sm"
          busy={sending()}
          disabled={waits()}
          aria-label={`Send again to ${props.invitation.email}`}
          data-tip={waits() ? "It was sent a moment ago." : undefined}
          onClick={() => void resend()}
        >
          Send again
        </Button>
      </Show>
      <Button
        size="sm"
        variant="quietDanger"
        aria-label={`Take back the invitation of ${props.invitation.email}`}
        onPointerEnter={preloadDialog}
        onClick={() => props.onRevoke()}
      >
        Take back
      </Button>
    </li>
  );
}
