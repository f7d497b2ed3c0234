import { createSignal, Show } from "solid-js";
import { ApiError } from "../../rest/client.ts";
import { updateTenant } from "../../rest/tenants.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { useAccess } from "../../stores/session.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SLUG_PATTERN } from "../../../schema/slug-from-name.ts";
import { slugAnswer } from "../slugs/slug-answer.ts";
import { SlugField } from "../slugs/slug-field.tsx";

/** Name and address of the account. Whoever may not change them reads them. */
export function AccountProfile() {
  const account = useAccount();
  const [name, setName] = createSignal(account.tenant.name);
  const [slug, setSlug] = createSignal(account.tenant.slug);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const readOnly = () => !account.can("manageSettings");
  const isChanged = () => name().trim() !== account.tenant.name || slug() !== account.tenant.slug;
  const answer = slugAnswer(slug, () => account.tenant.slug);

  const refused = (field: string) => {
    const failure = error();
    return failure instanceof ApiError ? failure.forField(field) : undefined;
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || !isChanged() || name().trim() === "" || !SLUG_PATTERN.test(slug())) return;
    setBusy(true);
    setError(undefined);
    try {
      const saved = await updateTenant(account.id, { name: name().trim(), slug: slug() });
      await useAccess(account.id).refetch();
      setName(saved.name);
      setSlug(saved.slug);
      toast("Saved.");
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card title="Profile">
      <form class="flex flex-col gap-4" noValidate onSubmit={(event) => void save(event)}>
        <FormError error={error()} fields={["name", "slug"]} />
        <TextField
          label="Name"
          value={name()}
          onInput={setName}
          error={name().trim() === "" ? "Give the account a name." : refused("name")}
          maxLength={120}
          autocomplete="off"
          readOnly={readOnly()}
          required
        />
        <SlugField
          help="Names the account in addresses. Old ones stop working."
          value={slug()}
          onInput={(text) => {
            setError(undefined);
            setSlug(text);
          }}
          answer={answer()}
          refused={refused("slug")}
          missing="Give an address part: 3 to 40 lower-case letters, digits or inner hyphens."
          readOnly={readOnly()}
        />
        <Show when={!readOnly()}>
          <div>
            <Button type="submit" variant="primary" busy={busy()} disabled={!isChanged()}>
              Save
            </Button>
          </div>
        </Show>
      </form>
    </Card>
  );
}
