import { createSignal, Show } from "solid-js";
import type { IdentityProviderState } from "../../../schema/contracts/identity-provider.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { putIdentityProvider } from "../../rest/agency-sign-in.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";

const FIELDS = ["name", "issuer", "clientId", "clientSecret"] as const;

/** Connects a provider, or changes what is connected. */
export default function ProviderDialog(props: { state: IdentityProviderState; onClose: () => void }) {
  const account = useAccount();
  const before = props.state.doc;
  const [name, setName] = createSignal(before?.name ?? "");
  const [issuer, setIssuer] = createSignal(before?.issuer ?? "");
  const [clientId, setClientId] = createSignal(before?.clientId ?? "");
  const [clientSecret, setClientSecret] = createSignal("");
  const form = createSubmission();
  const save = async () => {
    const secret = clientSecret() === "" ? {} : { clientSecret: clientSecret() };
    const given = { name: name(), issuer: issuer(), clientId: clientId(), enabled: before?.enabled ?? true, ...secret };
    if (!(await form.submit(() => putIdentityProvider(account.id, given)))) return;
    toast("Your own sign-in is connected.");
    props.onClose();
  };
  return (
    <FormDialog
      onClose={props.onClose}
      title={before ? "Change your own sign-in" : "Connect your own sign-in"}
      description="At your provider, make a web application (OpenID Connect, authorization code) and copy what it tells you."
      form={form}
      act={before ? "Save" : "Connect"}
      onSubmit={() => void save()}
    >
      <p class="rounded-inner bg-sunken px-3 py-2 text-13">
        <span class="block text-12 text-ink-2">Your provider sends people back to</span>
        <span class="flex items-center gap-1">
          <code class="font-mono break-all">{props.state.redirectUri}</code>
          <CopyButton text={props.state.redirectUri} label="Copy the address" />
        </span>
      </p>
      <Show when={props.state.builtIn}>
        {(builtIn) => (
          <Button
            onClick={() => {
              setName("Test provider");
              setIssuer(builtIn().issuer);
              setClientId(builtIn().clientId);
              setClientSecret(builtIn().clientSecret);
            }}
          >
            Use the test provider
          </Button>
        )}
      </Show>
      <TextField
        label="Name"
        help="People read it on the button."
        required
        maxlength={60}
        value={name()}
        onInput={setName}
        error={form.error()?.forField("name")}
      />
      <TextField
        label="Issuer"
        help="Such as https://accounts.google.com"
        inputmode="url"
        spellcheck={false}
        required
        value={issuer()}
        onInput={setIssuer}
        error={form.error()?.forField("issuer")}
      />
      <TextField
        label="Client id"
        spellcheck={false}
        required
        value={clientId()}
        onInput={setClientId}
        error={form.error()?.forField("clientId")}
      />
      <TextField
        label="Client secret"
        type="password"
        autocomplete="off"
        help={before ? `Leave it empty to keep the one that ends in ${before.secretHint}.` : undefined}
        required={before === null}
        value={clientSecret()}
        onInput={setClientSecret}
        error={form.error()?.forField("clientSecret")}
      />
      <FormError error={form.error()} fields={FIELDS} />
    </FormDialog>
  );
}
