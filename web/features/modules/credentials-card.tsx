import { createMemo, createSignal, For, Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import type { Requirement } from "../../../schema/manifest/requirement.ts";
import { rotateCredentials } from "../../rest/integrations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { preloadDialog, Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import { CredentialFields } from "./fields/credential-fields.tsx";
import { createCredentialForm } from "./fields/credential-form.ts";
import { keptBy } from "./fields/kept-by.ts";
import { refreshIntegrations } from "./use-modules.ts";

/** What is stored, by its last four characters, and a way to replace it. */
export function CredentialsCard(props: {
  module: Module;
  integration: Integration;
  /** Whether the form to replace them is open. */
  replacing: boolean;
  onReplacing: (replacing: boolean) => void;
}) {
  const account = useAccount();
  const stored = (name: string) => props.integration.credentials[name];
  const own = () => props.module.requirements.filter(({ name }) => stored(name)?.shared !== true);
  return (
    <Card
      title="Credentials"
      text="Sealed. Only the last four characters of a secret can be seen."
      actions={
        <Show when={account.can("manageModules") && own().length > 0}>
          <Button size="sm" onPointerEnter={preloadDialog} onClick={() => props.onReplacing(true)}>
            Replace
          </Button>
        </Show>
      }
    >
      <dl class="divide-y divide-line text-13">
        <For each={props.module.requirements}>
          {(requirement) => (
            <div class="flex flex-wrap justify-between gap-x-4 gap-y-0.5 py-2 first:pt-0 last:pb-0">
              <dt class="text-ink-2">{requirement.label}</dt>
              <dd class={stored(requirement.name)?.set ? "min-w-0 font-mono break-all" : "text-ink-3"}>
                {stored(requirement.name)?.shared
                  ? "Shared by your agency"
                  : (shown(requirement, stored(requirement.name)) ?? "Not set")}
              </dd>
            </div>
          )}
        </For>
      </dl>
      <RotateDialog
        open={props.replacing}
        onClose={() => props.onReplacing(false)}
        module={props.module}
        integration={props.integration}
      />
    </Card>
  );
}

function RotateDialog(props: { open: boolean; onClose: () => void; module: Module; integration: Integration }) {
  const account = useAccount();
  // An empty field keeps what is stored, so nothing is required here.
  const requirements = createMemo(() =>
    props.module.requirements
      .filter(({ name }) => props.integration.credentials[name]?.shared !== true)
      .map((requirement) => ({
        ...requirement,
        required: requirement.required && !props.integration.credentials[requirement.name]?.set,
      })),
  );
  const kept = keptBy(() => props.integration.credentials);
  const form = createCredentialForm(requirements, { rules: () => props.module.rules, kept });
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const close = () => {
    form.clear();
    setError(undefined);
    props.onClose();
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(undefined);
    if (busy() || !form.check()) return;
    if (Object.keys(form.values()).length === 0) return close();
    setBusy(true);
    try {
      const rotated = await rotateCredentials(props.integration.id, form.values());
      await refreshIntegrations(account.id);
      close();
      if (rotated.health.ok) toast("The new credentials work.");
      else toast("The new credentials are stored but do not work.", { tone: "danger", detail: rotated.health.reason });
    } catch (refused) {
      form.refuse(refused);
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={close}
      size="wide"
      title={`Replace ${props.module.name} credentials`}
      description="Type what changed; a field left empty keeps what is stored. Trellis checks the result with the provider."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form="rotate-credentials" variant="primary" busy={busy()}>
            Save and verify
          </Button>
        </>
      }
    >
      <form id="rotate-credentials" class="flex flex-col gap-5" noValidate onSubmit={(event) => void save(event)}>
        <FormError error={error()} fields={props.module.requirements.map(({ name }) => `credentials.${name}`)} />
        <CredentialFields
          requirements={requirements()}
          form={form}
          stored={(name) => {
            const requirement = requirements().find((candidate) => candidate.name === name);
            const said = requirement && shown(requirement, props.integration.credentials[name]);
            return said === undefined ? undefined : `Keeps ${said}`;
          }}
        />
      </form>
    </Dialog>
  );
}

/** What may be shown of a stored value: all of an open one, the end of a secret, the address in a key file. Undefined when none is stored. */
function shown(requirement: Requirement, stored: Integration["credentials"][string] | undefined): string | undefined {
  if (stored?.set !== true) return undefined;
  if (stored.value !== undefined) {
    const option = requirement.kind === "select" && requirement.options.find(({ value }) => value === stored.value);
    if (option) return option.label;
    return requirement.kind === "boolean" ? (stored.value === "true" ? "Yes" : "No") : stored.value;
  }
  return isSecret(requirement) && requirement.kind !== "json-key-file" ? `•••• ${stored.hint}` : stored.hint;
}
