import { createSignal, Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { configureIntegration } from "../../rest/integrations.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Origins } from "./origins.tsx";
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
  const isOwn = () => props.integration.deployed?.allowCustomize !== false;
  const mayChange = () => account.can("manageModules") && isOwn();
  // Only what differs from what holds is the account's own: what comes from above goes on doing so.
  const changed = () => {
    const { config } = props.integration;
    return Object.fromEntries(
      Object.entries(settings.config()).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(config[name]),
      ),
    );
  };
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(undefined);
    if (busy() || !settings.form.check()) return;
    setBusy(true);
    try {
      await configureIntegration(props.integration.id, { config: changed() });
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
      <Card title="Settings" {...(isOwn() ? {} : { text: "Your agency looks after these. Ask there for a change." })}>
        <form noValidate onSubmit={(event) => void save(event)}>
          <fieldset class="flex flex-col gap-5" disabled={!mayChange()}>
            <legend class="sr-only">Settings of {props.module.name}</legend>
            <CredentialFields requirements={settings.requirements()} form={settings.form} />
            <FormError error={error()} fields={settings.requirements().map(({ name }) => `config.${name}`)} />
            <Show when={props.integration.deployed}>
              <Origins integration={props.integration} settings={settings.requirements()} />
            </Show>
            <Show when={mayChange()}>
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
