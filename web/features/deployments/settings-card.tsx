import { createSignal, For, type JSX, Show } from "solid-js";
import type { Deployment } from "../../../schema/contracts/deployments.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { configFields } from "../../../schema/manifest/config-fields.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { updateDeployment } from "../../rest/deployments.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Switch } from "../../ui/switch.tsx";
import { CredentialFields } from "../modules/fields/credential-fields.tsx";
import { createSettingsForm } from "../modules/fields/settings-form.ts";
import { chosenSettings } from "./chosen-settings.ts";
import { refreshDeployments } from "./use-deployments.ts";

/** What the agency set for all its clients, what they may do with it, and whether later ones get it; changed here for all of them at once. */
export function SettingsCard(props: { deployment: Deployment; module: Module }) {
  const account = useAccount();
  const [changing, setChanging] = createSignal(false);
  const isOver = () => !["running", "paused", "done"].includes(props.deployment.status);
  const fields = () => configFields(props.module.config);
  return (
    <Card
      title="Settings"
      text="As every client has them, where it has none of its own."
      actions={
        <Show when={account.can("deploy") && !isOver()}>
          <Button size="sm" onClick={() => setChanging(true)}>
            Change settings
          </Button>
        </Show>
      }
    >
      <dl class="divide-y divide-line text-13">
        <For each={fields()}>
          {({ requirement, initial }) => (
            <Row name={requirement.label}>
              <Show
                when={props.deployment.config[requirement.name] !== undefined}
                fallback={
                  <>
                    {initial === "" ? "Not set" : initial} <span class="text-12 text-ink-3">as the module has it</span>
                  </>
                }
              >
                {String(props.deployment.config[requirement.name])}
              </Show>
            </Row>
          )}
        </For>
        <Row name="Clients may customise">{props.deployment.allowCustomize ? "Yes" : "No"}</Row>
        <Row name="Future clients too">{props.deployment.includeFuture ? "Yes" : "No"}</Row>
      </dl>
      <Show when={changing()}>
        <ChangeDialog deployment={props.deployment} module={props.module} onClose={() => setChanging(false)} />
      </Show>
    </Card>
  );
}

function Row(props: { name: string; children: JSX.Element }) {
  return (
    <div class="flex flex-wrap justify-between gap-x-4 py-2 first:pt-0 last:pb-0">
      <dt class="text-ink-2">{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function ChangeDialog(props: { deployment: Deployment; module: Module; onClose: () => void }) {
  const account = useAccount();
  const settings = createSettingsForm(
    () => props.module,
    () => props.deployment.config,
  );
  const [customize, setCustomize] = createSignal(props.deployment.allowCustomize);
  const [future, setFuture] = createSignal(props.deployment.includeFuture);
  const sending = createSubmission();
  const save = async () => {
    if (!settings.form.check()) return;
    const config = chosenSettings(props.module, settings.config(), props.deployment.config);
    const change = { config, allowCustomize: customize(), includeFuture: future() };
    if (!(await sending.submit(() => updateDeployment(props.deployment.id, change))))
      return settings.form.refuse(sending.error());
    await refreshDeployments(account.id);
    toast("Saved. Every client is being given it.");
    props.onClose();
  };
  return (
    <FormDialog
      onClose={props.onClose}
      size="wide"
      title="Change the settings"
      description="For all clients at once. A client's own settings stay where it may have them."
      form={sending}
      act="Save for all clients"
      noValidate
      onSubmit={() => void save()}
    >
      <FormError error={sending.error()} fields={settings.requirements().map(({ name }) => `config.${name}`)} />
      <CredentialFields requirements={settings.requirements()} form={settings.form} />
      <Switch
        label="Clients may customise"
        help="Without this, what they set themselves is no longer counted."
        checked={customize()}
        onChange={setCustomize}
      />
      <Switch
        label="Future clients too"
        help="Whoever you create, or who moves to you, gets it by itself."
        checked={future()}
        onChange={setFuture}
      />
    </FormDialog>
  );
}
