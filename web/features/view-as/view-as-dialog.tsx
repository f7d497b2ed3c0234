import { createSignal, Match, Show, Switch } from "solid-js";
import { ROLES } from "../../../schema/capabilities.ts";
import type { Member } from "../../../schema/contracts/members.ts";
import type { MeResponse } from "../../../schema/contracts/users.ts";
import { ApiError } from "../../rest/client.ts";
import { startImpersonation } from "../../rest/impersonations.ts";
import { listMembers } from "../../rest/members.ts";
import { enterView } from "../../rest/view.ts";
import { useMe } from "../../stores/session.ts";
import { useRead } from "../../stores/use-read.ts";
import { forgetViewRequest, type ViewRequest } from "../../stores/view-request.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Switch as Toggle } from "../../ui/switch.tsx";
import { TextArea } from "../../ui/text-area.tsx";

const REASON_MAX = 300;
const MINUTES = ["15", "30", "60"] as const;
const FORM = "view-as";

/** Begins to look at an account through another's eyes: whose, why, for how long, and whether to change things. */
export default function ViewAsDialog(props: { asked: ViewRequest }) {
  const me = useMe();
  const members = useRead(() => ({
    queryKey: [props.asked.tenant.id, "members", "view-as"],
    queryFn: ({ signal }) => listMembers(signal, { tenant: props.asked.tenant.id }),
  }));
  const people = () => (members.data?.docs ?? []).filter((member) => mayBeViewed(member, me.data));
  const [chosen, setChosen] = createSignal(props.asked.user);
  const user = () => chosen() ?? people()[0]?.id ?? "";
  const [reason, setReason] = createSignal("");
  const [minutes, setMinutes] = createSignal<(typeof MINUTES)[number]>("30");
  const [write, setWrite] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const refused = (field: string) => {
    const said = error();
    return said instanceof ApiError ? said.forField(field) : undefined;
  };
  const reasonError = () =>
    tried() && reason().trim() === "" ? "Say why: the account's administrators read it." : refused("reason");

  const begin = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setError(undefined);
    if (busy() || reason().trim() === "" || reason().length > REASON_MAX || user() === "") return;
    setBusy(true);
    try {
      const asked = { user: user(), reason: reason(), write: write(), minutes: Number(minutes()) };
      enterView(await startImpersonation(props.asked.tenant.id, asked));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={forgetViewRequest}
      title={`View ${props.asked.tenant.name} as…`}
      description="Everyone in the account sees that you are there, and it is recorded for good."
      footer={
        <>
          <Button onClick={forgetViewRequest}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" busy={busy()} disabled={user() === ""}>
            Start viewing
          </Button>
        </>
      }
    >
      <form id={FORM} class="flex flex-col gap-4" noValidate onSubmit={(event) => void begin(event)}>
        <FormError error={error()} fields={["reason", "user"]} />
        <Switch fallback={<Skeleton class="h-9 w-full" />}>
          <Match when={members.error}>
            {(failure) => <ErrorState error={failure()} onRetry={() => void members.refetch()} />}
          </Match>
          <Match when={members.data && people().length === 0}>
            <p class="text-13 text-ink-2">
              Nobody here can be viewed: people who may view others are left to themselves.
            </p>
          </Match>
          <Match when={members.data}>
            <Select
              label="Through whose eyes"
              value={user()}
              options={people().map((member) => ({ value: member.id, label: `${member.name} · ${roleOf(member)}` }))}
              onChange={setChosen}
              error={refused("user")}
            />
          </Match>
        </Switch>
        <TextArea
          label="Reason"
          help="For example the ticket you are looking into."
          value={reason()}
          onInput={setReason}
          most={REASON_MAX}
          rows={2}
          error={reasonError()}
          autofocus
        />
        <Select
          label="For how long"
          value={minutes()}
          options={MINUTES.map((value) => ({ value, label: `${value} minutes` }))}
          onChange={setMinutes}
        />
        <Toggle
          label="Let me change things"
          help="Only what both of you may do. Never credentials, people, keys or billing."
          checked={write()}
          onChange={setWrite}
        />
        <Show when={write()}>
          <p class="rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning">
            Messages you send go out in their name. The audit log names both of you.
          </p>
        </Show>
      </form>
    </Dialog>
  );
}

/** As far as the list can tell; the server has the last word. */
function mayBeViewed({ id, role }: Member, me: MeResponse | undefined): boolean {
  const ofPlatform = me?.tenants.some(({ type }) => type === "platform") === true;
  return id !== me?.user.id && role !== "platform_admin" && (ofPlatform || role !== "agency_admin");
}

function roleOf({ role, grants }: Member): string {
  return grants[0]?.customRole?.name ?? ROLES[role].label;
}
