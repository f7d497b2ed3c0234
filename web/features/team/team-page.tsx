import UserPlus from "lucide-solid/icons/user-plus";
import { createSignal, For, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { Member } from "../../../schema/contracts/members.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listMembers, removeMember, resetMemberFactors } from "../../rest/members.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { HeadCell, Table } from "../../ui/table.tsx";
import { refreshTeam } from "../roles/use-roles.ts";
import { ownGrant } from "./grant-words.ts";
import { MemberRow } from "./member-row.tsx";
import { TeamSkeleton } from "./team-skeleton.tsx";

const MemberDialog = lazy(() => import("./member-dialog.tsx"));
const AddMemberDialog = lazy(() => import("./add-member-dialog.tsx"));
const InvitationsCard = lazy(async () => ({
  default: (await import("../invitations/invitations-card.tsx")).InvitationsCard,
}));

/** Who works on the open account, what each may do, and the way to change it. */
export default function TeamPage() {
  const account = useAccount();
  const may = () => account.can("manageUsers");
  const team = useRead(() => ({
    queryKey: [account.id, "team"],
    queryFn: ({ signal }) => listMembers(signal, { platform: true }),
  }));
  const [changing, setChanging] = createSignal<Member | undefined>();
  const [removing, setRemoving] = createSignal<Member | undefined>();
  const [resetting, setResetting] = createSignal<Member | undefined>();
  const [adding, setAdding] = createSignal(false);
  const people = () => team.data?.docs ?? [];
  const own = () => people().filter((member) => ownGrant(member) !== undefined);
  const above = () => people().filter((member) => ownGrant(member) === undefined);
  /** Of those above, the agency's can have a role of their own here. */
  const colleagues = () => above().filter(({ grants }) => grants.some(({ of }) => of === "agency"));
  const refresh = () => void refreshTeam(account);
  const rows = (members: Member[], label: string, acts: boolean) => (
    <Table
      label={label}
      head={
        <>
          <HeadCell>Person</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell wideOnly>Sees</HeadCell>
          <Show when={acts}>
            <HeadCell class="w-px">
              <span class="sr-only">Acts</span>
            </HeadCell>
          </Show>
        </>
      }
    >
      <For each={members}>
        {(member) => (
          <MemberRow
            member={member}
            onChange={() => setChanging(member)}
            onReset={() => setResetting(member)}
            onRemove={() => setRemoving(member)}
          />
        )}
      </For>
    </Table>
  );

  return (
    <Page
      title="Team"
      text="Who can open this account, and what they may do in it. A change holds at once, wherever they are signed in."
      actions={
        <Show when={may() && colleagues().length > 0}>
          <Button icon={<UserPlus aria-hidden="true" />} onPointerEnter={preloadDialog} onClick={() => setAdding(true)}>
            Add a colleague
          </Button>
        </Show>
      }
    >
      <Switch fallback={<TeamSkeleton />}>
        <Match when={team.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void team.refetch()} retrying={team.isFetching} />}
        </Match>
        <Match when={team.data}>
          <div class="flex flex-col gap-6">
            <Show when={!account.holds("manageUsers")}>
              <p class="text-13 text-ink-2">Your role shows you who works here. An administrator can change it.</p>
            </Show>
            <Show
              when={own().length > 0}
              fallback={<p class="text-13 text-ink-2">Nobody has a role on this account itself yet.</p>}
            >
              {rows(own(), "People of this account", may())}
            </Show>
            <Show when={above().length > 0}>
              <section>
                <h2 class="mb-1 text-14 font-semibold">Can open it from above</h2>
                <p class="mb-3 text-13 text-ink-2">
                  Their rights come from the agency or the platform, and are changed there.
                </p>
                {rows(above(), "People from above this account", false)}
              </section>
            </Show>
            <Show when={may()}>
              <Suspense>
                <InvitationsCard />
              </Suspense>
            </Show>
          </div>
        </Match>
      </Switch>
      <Suspense>
        <Show when={changing()} keyed>
          {(member) => <MemberDialog member={member} onClose={() => setChanging(undefined)} onSaved={refresh} />}
        </Show>
        <Show when={adding()}>
          <AddMemberDialog people={colleagues()} onClose={() => setAdding(false)} onAdded={refresh} />
        </Show>
      </Suspense>
      <ConfirmDialog
        open={resetting() !== undefined}
        onClose={() => setResetting(undefined)}
        title={`Reset the passkeys and codes of ${resetting()?.name}?`}
        text="For somebody who lost their devices, and whom you know it is. Their passkeys, authenticator app and recovery codes go, and they are signed out everywhere. Their password signs them in to set up another."
        act="Reset"
        danger
        onConfirm={async () => {
          const member = resetting();
          if (!member) return;
          await resetMemberFactors(member.id);
          toast(`${member.name} signs in with the password alone now.`);
        }}
      />
      <ConfirmDialog
        open={removing() !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Take ${removing()?.name} off this account?`}
        text="They lose it at once, wherever they are signed in. What they wrote stays, and what was assigned to them stays theirs until somebody takes it over."
        act="Take off"
        danger
        onConfirm={async () => {
          const member = removing();
          if (!member) return;
          await removeMember(member.id);
          toast(`${member.name} is off this account.`);
          refresh();
        }}
      />
    </Page>
  );
}
