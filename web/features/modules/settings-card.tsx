import { createSignal, Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { configureIntegration } from "../../rest/integrations.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { CredentialFields } from "./fields/credential-fields.tsx";
import { createSettingsForm } from "./fields/settings-form.ts";
import { refreshIntegrations } from "./use-modules.ts";

/** The settings of an installed module, in the kinds of field its manifest declares. */
export function SettingsCard(props: { module: Module; integration: Integration }) {
  const account = useAccount();
  const settings = createSettingsForm(
    () => props.module,
    () => props.integration.config,
  );
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(undefined);
    if (busy() || !settings.form.check()) return;
    setBusy(true);
    try {
      await configureIntegration(props.integration.id, { config: settings.config() });
      await refreshIntegrations(account.id);
      settings.form.clear();
      toast("Saved.");
    } catch (refused) {
      settings.form.refuse(refused);
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Show when={settings.requirements().length > 0}>
      <Card title="Settings">
        <form noValidate onSubmit={(event) => void save(event)}>
          <fieldset class="flex flex-col gap-5" disabled={!account.can("manageModules")}>
            <legend class="sr-only">Settings of {props.module.name}</legend>
            <CredentialFields requirements={settings.requirements()} form={settings.form} />
            <FormError error={error()} fields={settings.requirements().map(({ name }) => `config.${name}`)} />
            <Show when={account.can("manageModules")}>
              <Button type="submit" variant="primary" class="self-start" busy={busy()}>
                Save settings
              </Button>
            </Show>
          </fieldset>
        </form>
      </Card>
    </Show>
  );
}
