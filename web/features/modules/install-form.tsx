import Smartphone from "lucide-solid/icons/smartphone";
import { createSignal, Show } from "solid-js";
import type { InstallModule } from "../../../schema/contracts/integrations.ts";
import { channelOf } from "../../../schema/channels.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { installModule } from "../../rest/integrations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { toast, toastError } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { CredentialFields } from "./fields/credential-fields.tsx";
import { createCredentialForm } from "./fields/credential-form.ts";
import { focusFirstFault } from "./fields/focus-first-fault.ts";
import { createSettingsForm } from "./fields/settings-form.ts";
import { refreshIntegrations } from "./use-modules.ts";

/** Connects a module: with the account's own credentials, or in test mode where the installation offers it. */
export function InstallForm(props: { module: Module }) {
  const account = useAccount();
  const form = createCredentialForm(() => props.module.requirements, { rules: () => props.module.rules });
  const settings = createSettingsForm(() => props.module);
  const [busy, setBusy] = createSignal<"account" | "sandbox" | undefined>();
  const [error, setError] = createSignal<unknown>();

  const install = async (body: Omit<InstallModule, "module">) => {
    const made = await installModule({ module: props.module.slug, ...body });
    await refreshIntegrations(account.id);
    if (made.state === "error")
      toast(`${props.module.name} is added but does not work yet.`, { tone: "info", detail: made.health.reason });
    else toast(body.sandbox ? `${props.module.name} is on in test mode.` : `${props.module.name} is connected.`);
  };
  const connect = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setError(undefined);
    // Both, so that everything that is wrong is said at once.
    const sound = [form.check(), settings.form.check()];
    if (sound.includes(false)) return focusFirstFault(event.currentTarget);
    setBusy("account");
    const target = event.currentTarget;
    try {
      await install({ credentials: form.values(), config: settings.config(), sandbox: false });
    } catch (refused) {
      form.refuse(refused);
      settings.form.refuse(refused);
      setError(refused);
      focusFirstFault(target);
    } finally {
      setBusy(undefined);
    }
  };
  const tryIt = async () => {
    setBusy("sandbox");
    try {
      await install({ credentials: {}, config: {}, sandbox: true });
    } catch (refused) {
      toastError("The sandbox could not be set up.", refused);
    } finally {
      setBusy(undefined);
    }
  };

  return (
    <div class="flex flex-col gap-4">
      <Show when={props.module.sandbox && account.sandbox}>
        <Card>
          <div class="flex flex-wrap items-center gap-x-6 gap-y-3">
            <div class="min-w-60 flex-1">
              <h2 class="flex items-center gap-2 text-14 font-semibold">
                Try it first <SandboxTag />
              </h2>
              <p class="mt-1 text-13 text-ink-2">
                A built-in provider stands in for the real one.
                <Show when={channelOf(props.module.slug)}>
                  {" "}
                  Write as a customer from the Phone page and answer in the inbox.
                </Show>{" "}
                No account needed.
              </p>
            </div>
            <Button
              busy={busy() === "sandbox"}
              disabled={busy() === "account"}
              icon={<Smartphone aria-hidden="true" />}
              onClick={() => void tryIt()}
            >
              Try it in sandbox
            </Button>
          </div>
        </Card>
      </Show>
      <Card
        title={`Connect ${props.module.name}`}
        text="Trellis checks these with the provider before it says connected. Secrets are sealed and never shown again."
      >
        <form class="flex flex-col gap-5" noValidate onSubmit={(event) => void connect(event)}>
          <CredentialFields requirements={props.module.requirements} form={form} />
          <CredentialFields requirements={settings.requirements()} form={settings.form} />
          <FormError
            error={error()}
            fields={[
              ...props.module.requirements.map(({ name }) => `credentials.${name}`),
              ...settings.requirements().map(({ name }) => `config.${name}`),
            ]}
          />
          <div class="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" busy={busy() === "account"} disabled={busy() === "sandbox"}>
              Connect and verify
            </Button>
            <Show when={busy() === "account"}>
              <span class="text-13 text-ink-2" role="status">
                Asking {props.module.name} whether this works…
              </span>
            </Show>
          </div>
        </form>
      </Card>
    </div>
  );
}
