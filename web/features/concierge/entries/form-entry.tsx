import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import Smartphone from "lucide-solid/icons/smartphone";
import { createMemo, createSignal, For, Match, onMount, Show, Switch } from "solid-js";
import type { EntryOf } from "../../../../schema/concierge/entries.ts";
import type { SendForm } from "../../../../schema/contracts/concierge.ts";
import { configValue } from "../../../../schema/manifest/config-fields.ts";
import type { Requirement } from "../../../../schema/manifest/requirement.ts";
import { isSecret } from "../../../../schema/manifest/secret-kinds.ts";
import { sendForm } from "../../../rest/concierge.ts";
import { narrow } from "../../../stores/narrow.ts";
import { Button } from "../../../ui/button.tsx";
import { FormError } from "../../../ui/form-error.tsx";
import { CredentialFields } from "../../modules/fields/credential-fields.tsx";
import { createCredentialForm } from "../../modules/fields/credential-form.ts";
import { focusFirstFault } from "../../modules/fields/focus-first-fault.ts";
import { ModuleMark } from "../../modules/module-mark.tsx";
import { focusHome } from "../focus-home.ts";
import { useSession } from "../session-context.tsx";
import { EntryCard } from "./entry-card.tsx";

type Form = EntryOf<"form">;

/** What a module needs from people, sealed: what is typed goes to the vault, and to nothing else. `fresh`: it has just come. */
export function FormEntry(props: { entry: Form; fresh: boolean }) {
  const screen = useSession();
  return (
    <EntryCard label={`What ${props.entry.module.name} needs`}>
      <header class="flex items-start gap-3">
        <ModuleMark icon={props.entry.module.icon} name={props.entry.module.name} />
        <div class="min-w-0 flex-1">
          <h2 class="text-14 font-semibold">{props.entry.module.name}</h2>
          <p class="mt-0.5 text-13 break-words text-ink-2">{props.entry.text}</p>
        </div>
      </header>
      <Switch>
        <Match when={props.entry.state === "open" && screen.mayAct()}>
          <Fields entry={props.entry} fresh={props.fresh} />
        </Match>
        <Match when={props.entry.state === "open"}>
          <p class="mt-3 text-13 text-ink-2">
            An administrator of this account can fill in {listed(props.entry.fields.map(({ label }) => label))}.
          </p>
        </Match>
        <Match when={props.entry.state === "stored"}>
          <StoredValues entry={props.entry} />
        </Match>
        <Match when={props.entry.state === "skipped"}>
          <p class="mt-3 text-13 text-ink-3">Left out{props.entry.by ? ` by ${props.entry.by}` : ""}.</p>
        </Match>
        <Match when={props.entry.state === "over"}>
          <p class="mt-3 text-13 text-ink-3">This is not needed any more.</p>
        </Match>
      </Switch>
    </EntryCard>
  );
}

function Fields(props: { entry: Form; fresh: boolean }) {
  const screen = useSession();
  // The entry is another object each time it is told of: the same fields must stay the same, or what is typed would lose its place.
  const fields = createMemo(() => props.entry.fields, undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const isSetting = (name: string) => props.entry.settings.includes(name);
  const form = createCredentialForm(fields, {
    rules: () => props.entry.rules,
    initial: () => props.entry.values,
    at: (name) => (isSetting(name) ? "config" : "values"),
  });
  form.tell(props.entry.faults);
  const [sending, setSending] = createSignal<"values" | "sandbox" | "skip">();
  const [error, setError] = createSignal<unknown>();
  let element: HTMLFormElement | undefined;
  onMount(() => {
    // Whoever has just answered the last one goes on typing; a phone's keyboard does not come up by itself.
    if (props.fresh && !narrow() && isAnswering())
      element?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  });

  const send = async (what: "values" | "sandbox" | "skip", body: SendForm) => {
    setError(undefined);
    setSending(what);
    try {
      await sendForm(screen.session.id, props.entry.id, body);
      form.clear();
    } catch (refused) {
      setSending(undefined);
      form.refuse(refused);
      setError(refused);
      focusFirstFault(element ?? null);
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (sending()) return;
    if (!form.check()) return focusFirstFault(event.currentTarget);
    const given = Object.entries(form.values());
    void send("values", {
      values: Object.fromEntries(given.filter(([name]) => !isSetting(name))),
      config: Object.fromEntries(
        given.filter(([name]) => isSetting(name)).map(([name, text]) => [name, configValue(fieldOf(name), text)]),
      ),
    });
  };
  const fieldOf = (name: string): Requirement => fields().find((field) => field.name === name)!;

  return (
    <form
      ref={(drawn) => {
        element = drawn;
        focusHome(drawn);
      }}
      data-module={props.entry.module.slug}
      class="mt-4 flex flex-col gap-5"
      noValidate
      onSubmit={submit}
    >
      <CredentialFields requirements={fields()} form={form} />
      <FormError
        error={error()}
        fields={fields().map(({ name }) => `${isSetting(name) ? "config" : "values"}.${name}`)}
      />
      <div class="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={sending() === "values"} disabled={busyWith("values")}>
          {Object.keys(props.entry.faults).length > 0 ? "Send and try again" : "Send sealed"}
        </Button>
        <Show when={props.entry.sandbox}>
          <Button
            icon={<Smartphone aria-hidden="true" />}
            busy={sending() === "sandbox"}
            disabled={busyWith("sandbox")}
            data-tip="A built-in provider stands in for the real one. No account needed."
            onClick={() => void send("sandbox", { sandbox: true })}
          >
            Use test mode
          </Button>
        </Show>
        <Button
          variant="ghost"
          busy={sending() === "skip"}
          disabled={busyWith("skip")}
          onClick={() => void send("skip", { skip: true })}
        >
          Leave it out
        </Button>
      </div>
      <p class="-mt-2 flex gap-1.5 text-12 text-ink-3 [&_svg]:mt-0.5 [&_svg]:size-3.5 [&_svg]:shrink-0">
        <LockKeyhole aria-hidden="true" />
        <span>
          Goes straight to the vault. The concierge is told that it is there and how it ends, never what it is.
        </span>
      </p>
    </form>
  );

  function busyWith(own: "values" | "sandbox" | "skip"): boolean {
    return sending() !== undefined && sending() !== own;
  }
}

function StoredValues(props: { entry: Form }) {
  const shown = (field: Requirement) => {
    const hint = props.entry.stored[field.name]?.hint ?? "";
    if (hint === "") return "Stored";
    return isSecret(field) && field.kind !== "json-key-file" ? `•••• ${hint}` : hint;
  };
  const stored = () => props.entry.fields.filter(({ name }) => Object.hasOwn(props.entry.stored, name));
  return (
    <div class="mt-3 text-13">
      <p class="flex items-center gap-1.5 text-ink-2 [&_svg]:size-3.5">
        <LockKeyhole aria-hidden="true" />
        {stored().length > 0 ? "Stored in the vault" : "Test mode was chosen"}
        {props.entry.by ? ` by ${props.entry.by}` : ""}
      </p>
      <Show when={stored().length > 0}>
        <dl class="mt-2 divide-y divide-line">
          <For each={stored()}>
            {(field) => (
              <div class="flex flex-wrap justify-between gap-x-4 py-1.5 last:pb-0">
                <dt class="text-ink-2">{field.label}</dt>
                <dd class="min-w-0 font-mono break-all">{shown(field)}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </div>
  );
}

function isAnswering(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.closest("[data-transcript]") !== null;
}

const LIST = new Intl.ListFormat(undefined, { type: "conjunction" });

function listed(labels: readonly string[]): string {
  return LIST.format(labels);
}
