import { createEffect, createSignal, Show } from "solid-js";
import { contrast, CONTRAST_MIN } from "../../../schema/brand/contrast.ts";
import type { Branding } from "../../../schema/contracts/branding.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ApiError } from "../../rest/client.ts";
import { updateBranding } from "../../rest/branding.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { AccentField, isColor } from "./accent-field.tsx";
import type { Previewed } from "./brand-preview.tsx";
import { whence } from "./whence.ts";

/** Name, accent and sender. What is left empty is worn as the account above chose it. Whoever may not change settings reads them. */
export function BrandForm(props: {
  branding: Branding;
  /** Hears what is typed, for the preview. */
  onTyped: (typed: Partial<Previewed>) => void;
  onSaved: (saved: Branding) => void;
}) {
  const account = useAccount();
  const own = () => props.branding.own;
  const inherited = () => props.branding.inherited;
  const [name, setName] = createSignal(own().name ?? "");
  const [accent, setAccent] = createSignal(own().accent ?? "");
  const [senderName, setSenderName] = createSignal(own().senderName ?? "");
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const readOnly = () => !account.can("manageSettings");
  const chosen = () => ({
    name: name().trim() || null,
    accent: accent() || null,
    senderName: senderName().trim() || null,
  });
  const isChanged = () => {
    const { name: n, accent: a, senderName: s } = chosen();
    return n !== own().name || a !== own().accent || s !== own().senderName;
  };
  const isReadable = () => accent() === "" || (isColor(accent()) && contrast(accent(), "#ffffff") >= CONTRAST_MIN);

  createEffect(() => {
    const { name: n, accent: a, senderName: s } = chosen();
    props.onTyped({
      name: n ?? inherited().name,
      accent: a !== null && isReadable() ? a : inherited().accent,
      senderName: s ?? n ?? inherited().senderName,
    });
  });
  const refused = (field: string) => {
    const failure = error();
    return failure instanceof ApiError ? failure.forField(field) : undefined;
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || !isChanged() || !isReadable()) return;
    setBusy(true);
    setError(undefined);
    try {
      props.onSaved(await updateBranding(account.id, chosen()));
      toast("Saved. Whoever has a page open sees it when they load it anew.");
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card title="Name and colour">
      <form class="flex flex-col gap-4" noValidate onSubmit={(event) => void save(event)}>
        <FormError error={error()} fields={["name", "accent", "senderName"]} />
        <TextField
          label="Name"
          optional
          value={name()}
          onInput={setName}
          placeholder={inherited().name}
          help={
            name() === ""
              ? whence(props.branding.from.name)
              : "Stands at the top of every screen, at sign-in and in mail."
          }
          error={refused("name")}
          maxLength={60}
          autocomplete="off"
          readOnly={readOnly()}
        />
        <AccentField
          value={accent()}
          inherited={inherited().accent}
          from={props.branding.from.accent}
          onInput={setAccent}
          refused={refused("accent")}
          readOnly={readOnly()}
        />
        <TextField
          label="Sender of mail"
          optional
          value={senderName()}
          onInput={setSenderName}
          placeholder={chosen().name ?? inherited().senderName}
          help={
            senderName() === ""
              ? "The name above, unless you give another."
              : "Stands where a mail says who it is from."
          }
          error={refused("senderName")}
          maxLength={60}
          autocomplete="off"
          readOnly={readOnly()}
        />
        <Show when={!readOnly()}>
          <div>
            <Button type="submit" variant="primary" busy={busy()} disabled={!isChanged() || !isReadable()}>
              Save
            </Button>
          </div>
        </Show>
      </form>
    </Card>
  );
}
