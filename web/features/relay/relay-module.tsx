import CircleCheck from "lucide-solid/icons/circle-check";
import { createEffect, createMemo, Match, on, Show, Switch } from "solid-js";
import type { RelayForm, RelayPage } from "../../../schema/contracts/relays.ts";
import { configValue } from "../../../schema/manifest/config-fields.ts";
import { sendRelayForm } from "../../rest/relays.ts";
import { createSubmission } from "../../stores/submission.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { CredentialFields } from "../modules/fields/credential-fields.tsx";
import { createCredentialForm } from "../modules/fields/credential-form.ts";
import { focusFirstFault } from "../modules/fields/focus-first-fault.ts";
import { ModuleMark } from "../modules/module-mark.tsx";

/** One module behind a link: its missing fields, what its provider said of them, or that it works. */
export function RelayModule(props: { token: string; form: RelayForm; onSent: (page: RelayPage) => void }) {
  // The page is read anew now and then: the same fields must stay the same, or what is typed would lose its place.
  const fields = createMemo(() => props.form.fields, undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const isSetting = (name: string) => props.form.settings.includes(name);
  const at = (name: string) => (isSetting(name) ? ("config" as const) : ("values" as const));
  const form = createCredentialForm(fields, { rules: () => props.form.rules, at });
  createEffect(
    on(
      () => JSON.stringify(props.form.faults),
      () => form.tell(props.form.faults),
    ),
  );
  const sending = createSubmission();

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const element = event.currentTarget;
    if (!form.check()) return focusFirstFault(element);
    const given = Object.entries(form.values());
    const kindOf = (name: string) => fields().find((field) => field.name === name) ?? { kind: "text" as const };
    const body = {
      values: Object.fromEntries(given.filter(([name]) => !isSetting(name))),
      config: Object.fromEntries(
        given.filter(([name]) => isSetting(name)).map(([name, text]) => [name, configValue(kindOf(name), text)]),
      ),
    };
    const done = await sending.submit(async () => {
      const page = await sendRelayForm(props.token, props.form.module.slug, body);
      form.clear();
      props.onSent(page);
    });
    if (done) return;
    form.refuse(sending.error());
    focusFirstFault(element);
  };

  return (
    <Card>
      <header class="flex items-start gap-3">
        <ModuleMark icon={props.form.module.icon} name={props.form.module.name} />
        <div class="min-w-0 flex-1">
          <h2 class="text-14 font-semibold">{props.form.module.name}</h2>
          <p class="mt-0.5 text-13 break-words text-ink-2">{props.form.module.summary}</p>
        </div>
      </header>
      <div role="status" class="mt-3 text-13 empty:hidden">
        <Standing form={props.form} />
      </div>
      <Show when={fields().length > 0}>
        <form class="mt-4 flex flex-col gap-5" noValidate onSubmit={(event) => void submit(event)}>
          <CredentialFields requirements={fields()} form={form} />
          <FormError error={sending.error()} fields={fields().map(({ name }) => `${at(name)}.${name}`)} />
          <Button
            type="submit"
            variant="primary"
            class="h-10"
            busy={sending.busy()}
            disabled={sending.wait.seconds() > 0}
          >
            {sending.wait.seconds() > 0 ? `Wait ${sending.wait.seconds()} s` : `Connect ${props.form.module.name}`}
          </Button>
        </form>
      </Show>
    </Card>
  );
}

function Standing(props: { form: RelayForm }) {
  return (
    <Switch>
      <Match when={props.form.state === "live"}>
        <p class="flex items-center gap-1.5 font-medium text-success [&_svg]:size-4">
          <CircleCheck aria-hidden="true" />
          Connected
        </p>
      </Match>
      <Match when={props.form.state === "working"}>
        <p class="flex items-center gap-2 text-ink-2">
          <Spinner />
          Asking the provider whether it works
        </p>
      </Match>
      <Match when={props.form.state === "waiting"}>
        <p class="text-ink-2">Nothing is needed from you now: it is tried when its turn comes.</p>
      </Match>
      <Match when={props.form.state === "skipped"}>
        <p class="text-ink-2">Left out.</p>
      </Match>
      <Match when={props.form.state === "blocked"}>
        <div class="rounded-inner bg-danger-soft px-3 py-2 text-danger">
          <p class="font-medium">{props.form.reason ?? "It does not work yet."}</p>
          <Show when={props.form.fix}>{(fix) => <p class="mt-0.5">{fix()}</p>}</Show>
        </div>
      </Match>
    </Switch>
  );
}
