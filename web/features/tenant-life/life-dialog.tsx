import { createEffect, createSignal, For, Match, on, Show, Switch } from "solid-js";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { ApiError } from "../../rest/client.ts";
import { affectedBy, changeTenantLife, type LifeRequest } from "../../rest/tenant-life.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { AgencyChoice } from "./agency-choice.tsx";
import { LIFE_WORDS, type LifeAct } from "./life-acts.ts";

/** Says what an act on an account brings and for whom, asks what it needs, and does it. Closed while `act` is undefined. */
export function LifeDialog(props: {
  tenant: Tenant;
  act: LifeAct | undefined;
  onClose: () => void;
  onDone: (changed: Tenant, act: LifeAct) => void;
}) {
  return (
    <Show when={props.act} keyed>
      {(act) => <OpenDialog tenant={props.tenant} act={act} onClose={props.onClose} onDone={props.onDone} />}
    </Show>
  );
}

function OpenDialog(props: {
  tenant: Tenant;
  act: LifeAct;
  onClose: () => void;
  onDone: (changed: Tenant, act: LifeAct) => void;
}) {
  const words = () => LIFE_WORDS[props.act];
  const affected = useRead(() => ({
    queryKey: [props.tenant.id, "affected"],
    queryFn: ({ signal }) => affectedBy(props.tenant.id, signal),
    staleTime: 0,
  }));
  const [given, setGiven] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const [tried, setTried] = createSignal(false);
  const isBlocked = () => props.act === "delete" && props.tenant.type === "agency" && (affected.data?.clients ?? 0) > 0;
  createEffect(on(given, () => setError(undefined), { defer: true }));

  const missing = (): string | undefined => {
    switch (words().asks) {
      case "reason":
        return given().trim() === "" ? "Say why: its people will read it." : undefined;
      case "agency":
        return given() === "" ? "Choose an agency." : undefined;
      case "confirm":
        return given() === props.tenant.slug ? undefined : `Type ${props.tenant.slug} to confirm.`;
      default:
        return undefined;
    }
  };
  const fieldError = () => {
    const refused = error();
    const field = words().asks;
    return (
      (tried() ? missing() : undefined) ??
      (refused instanceof ApiError && field !== undefined ? refused.forField(field) : undefined)
    );
  };

  const carryOut = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setError(undefined);
    if (busy() || missing() !== undefined || isBlocked()) return;
    setBusy(true);
    try {
      const changed = await changeTenantLife(props.tenant.id, requestOf(props.act, given().trim()));
      toast(words().done(props.tenant.name));
      // First what it leads to: closing takes this dialog away, and what it was told with it.
      props.onDone(changed, props.act);
      props.onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={words().title(props.tenant.name)}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Not now</Button>
          <Button
            type="submit"
            form="tenant-life"
            variant={words().danger ? "danger" : "primary"}
            busy={busy()}
            disabled={isBlocked() || affected.data === undefined}
          >
            {words().label}
          </Button>
        </>
      }
    >
      <form id="tenant-life" class="flex flex-col gap-4" noValidate onSubmit={(event) => void carryOut(event)}>
        <Switch fallback={<Skeleton class="h-16 w-full" />}>
          <Match when={affected.error}>
            {(failure) => <ErrorState error={failure()} onRetry={() => void affected.refetch()} />}
          </Match>
          <Match when={affected.data}>
            {(known) => (
              <ul class="flex flex-col gap-1.5 text-13 text-ink-2">
                <For each={words().follows(props.tenant, known())}>{(sentence) => <li>{sentence}</li>}</For>
              </ul>
            )}
          </Match>
        </Switch>
        <FormError error={error()} fields={words().asks === undefined ? [] : [words().asks ?? ""]} />
        <Show when={!isBlocked()}>
          <Switch>
            <Match when={words().asks === "reason"}>
              <TextField
                label="Reason"
                help="The people of the account read it."
                value={given()}
                onInput={setGiven}
                error={fieldError()}
                maxLength={500}
                autocomplete="off"
                required
              />
            </Match>
            <Match when={words().asks === "agency"}>
              <AgencyChoice tenant={props.tenant} value={given()} onChange={setGiven} error={fieldError()} />
            </Match>
            <Match when={words().asks === "confirm"}>
              <TextField
                label={`Type ${props.tenant.slug} to confirm`}
                value={given()}
                onInput={setGiven}
                error={fieldError()}
                maxLength={60}
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                required
              />
            </Match>
          </Switch>
        </Show>
      </form>
    </Dialog>
  );
}

function requestOf(act: LifeAct, given: string): LifeRequest {
  switch (act) {
    case "suspend":
    case "cancel":
      return { act, reason: given };
    case "move":
      return { act, agency: given };
    case "purge":
      return { act, confirm: given };
    default:
      return { act };
  }
}
