import { createMemo, createSignal, Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { rotateCredentials } from "../../rest/integrations.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { CredentialFields } from "./fields/credential-fields.tsx";
import { createCredentialForm } from "./fields/credential-form.ts";
import { keptBy } from "./fields/kept-by.ts";
import { refreshIntegrations } from "./use-modules.ts";

/** What the agency deployed here and only this account can complete: the fields that are missing, and nothing else. */
export function FinishCard(props: { module: Module; integration: Integration }) {
  const account = useAccount();
  const kept = keptBy(() => props.integration.credentials);
  const missing = createMemo(() => props.module.requirements.filter(({ name }) => kept(name) === undefined));
  const form = createCredentialForm(missing, { rules: () => props.module.rules, kept });
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const connect = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(undefined);
    if (busy() || !form.check()) return;
    setBusy(true);
    try {
      await rotateCredentials(props.integration.id, form.values());
      await refreshIntegrations(account.id);
      toast(`${props.module.name} is connected.`);
    } catch (refused) {
      form.refuse(refused);
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card
      title={`Finish connecting ${props.module.name}`}
      text="Your agency has set this up for you. Only what is your own is missing."
    >
      <Show
        when={account.can("manageModules")}
        fallback={<p class="text-13 text-ink-2">An administrator of this account can finish it.</p>}
      >
        <form class="flex flex-col gap-5" noValidate onSubmit={(event) => void connect(event)}>
          <CredentialFields requirements={missing()} form={form} />
          <FormError error={error()} fields={missing().map(({ name }) => `credentials.${name}`)} />
          <Button type="submit" variant="primary" class="self-start" busy={busy()}>
            Connect and verify
          </Button>
        </form>
      </Show>
    </Card>
  );
}
