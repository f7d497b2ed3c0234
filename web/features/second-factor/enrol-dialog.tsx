import { createSignal, Match, Switch } from "solid-js";
import { renderSVG } from "uqr";
import type { EnrolledAuthenticator } from "../../../schema/contracts/second-factor.ts";
import { confirmAuthenticator, enrolAuthenticator } from "../../rest/second-factor.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { PasswordField } from "../door/password-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { RecoveryCodeList } from "./recovery-code-list.tsx";

const FORM_ID = "enrol-authenticator";

/** Sets an authenticator app up: the password, a picture for the app, a code of it, and the recovery codes. */
export default function EnrolDialog(props: { onClose: () => void }) {
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [begun, setBegun] = createSignal<EnrolledAuthenticator | undefined>();
  const [codes, setCodes] = createSignal<string[] | undefined>();
  const form = createSubmission();

  const next = () =>
    form.submit(async () => {
      if (begun() === undefined) return setBegun(await enrolAuthenticator(password()));
      setCodes((await confirmAuthenticator(code())).recoveryCodes);
      return toast("Signing in takes a code from now on.");
    });

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={codes() ? "Keep your recovery codes" : "Set up an authenticator app"}
      description={
        codes()
          ? "They are shown this once. Each signs you in once, when your phone is not at hand."
          : "Any app that shows six-digit codes will do."
      }
      footer={
        codes() ? (
          <Button variant="primary" onClick={() => props.onClose()}>
            I have kept them
          </Button>
        ) : (
          <>
            <Button onClick={() => props.onClose()}>Cancel</Button>
            <Button type="submit" form={FORM_ID} variant="primary" busy={form.busy()}>
              {begun() ? "Turn it on" : "Go on"}
            </Button>
          </>
        )
      }
    >
      <Switch>
        <Match when={codes()}>{(shown) => <RecoveryCodeList codes={shown()} />}</Match>
        <Match when={true}>
          <form
            id={FORM_ID}
            class="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              void next();
            }}
          >
            <Switch
              fallback={
                <PasswordField
                  label="Your password"
                  autofocus
                  value={password()}
                  onInput={setPassword}
                  error={form.error()?.forField("currentPassword")}
                />
              }
            >
              <Match when={begun()}>
                {(given) => (
                  <>
                    <div class="flex flex-col items-center gap-3">
                      {/* Black on white in every theme: cameras want it so. */}
                      <div
                        role="img"
                        aria-label="Picture for your authenticator app"
                        class="size-48 rounded-inner bg-white p-2 [&_svg]:size-full"
                        innerHTML={renderSVG(given().uri, { border: 1 })}
                      />
                      <p class="text-center text-12 text-ink-2">
                        Cannot scan it? Type this into the app:
                        <span class="mt-1 flex items-center justify-center gap-1">
                          <code class="font-mono text-13 break-all text-ink">{given().secret}</code>
                          <CopyButton text={given().secret} label="Copy the secret" />
                        </span>
                      </p>
                    </div>
                    <TextField
                      label="The code it shows"
                      name="code"
                      autocomplete="one-time-code"
                      inputmode="numeric"
                      required
                      autofocus
                      value={code()}
                      onInput={setCode}
                      error={form.error()?.forField("code")}
                    />
                  </>
                )}
              </Match>
            </Switch>
            <FormError error={form.error()} fields={["currentPassword", "code"]} />
          </form>
        </Match>
      </Switch>
    </Dialog>
  );
}
