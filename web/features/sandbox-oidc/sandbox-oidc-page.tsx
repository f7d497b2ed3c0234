import { useSearchParams } from "@solidjs/router";
import { createSignal } from "solid-js";
import { consentToBuiltIn } from "../../rest/provider-sign-in.ts";
import { createSubmission } from "../../stores/submission.ts";
import { Button } from "../../ui/button.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { Switch } from "../../ui/switch.tsx";
import { Door } from "../door/door.tsx";
import { Refusal } from "../door/refusal.tsx";

/** The built-in provider of test mode: whoever stands here is whoever they say. */
export default function SandboxOidcPage() {
  const [asked] = useSearchParams<Record<string, string>>();
  const [email, setEmail] = createSignal("");
  const [verified, setVerified] = createSignal(true);
  const [mfa, setMfa] = createSignal(false);
  const form = createSubmission();
  const goOn = () =>
    form.submit(async () => {
      const { url } = await consentToBuiltIn({
        clientId: asked["client_id"] ?? "",
        redirectUri: asked["redirect_uri"] ?? "",
        state: asked["state"] ?? "",
        nonce: asked["nonce"] ?? "",
        codeChallenge: asked["code_challenge"] ?? "",
        email: email(),
        emailVerified: verified(),
        mfa: mfa(),
      });
      location.assign(url);
    });
  return (
    <Door
      title="Test provider"
      text={
        <>
          <SandboxTag /> It stands in for an agency's own. Say who you are: it asks for no proof.
        </>
      }
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void goOn();
        }}
      >
        <EmailField
          label="E-mail"
          name="email"
          required
          autofocus
          value={email()}
          onInput={setEmail}
          error={form.error()?.forField("email")}
        />
        <Switch label="The address is proved" checked={verified()} onChange={setVerified} />
        <Switch label="I showed more than a password" checked={mfa()} onChange={setMfa} />
        <Refusal error={form.error()?.forField("email") ? undefined : form.error()} />
        <Button type="submit" variant="primary" class="h-10" busy={form.busy()}>
          Go back to Trellis
        </Button>
      </form>
    </Door>
  );
}
