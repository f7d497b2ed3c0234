import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, on } from "solid-js";
import { ApiError } from "../../rest/client.ts";
import { createTenant } from "../../rest/tenants.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { tenantHome } from "../../stores/session.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SLUG_PATTERN, slugFromName } from "../../../schema/slug-from-name.ts";
import { slugAnswer } from "../slugs/slug-answer.ts";
import { SlugField } from "../slugs/slug-field.tsx";

/** Creates an agency of a platform, or a client of an agency. The slug follows the name until the person types one. */
export function CreateAccountDialog(props: {
  open: boolean;
  onClose: () => void;
  onCreated: () => void;
  type: "agency" | "subaccount";
}) {
  const account = useAccount();
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [typedSlug, setTypedSlug] = createSignal<string | undefined>();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>();
  const [tried, setTried] = createSignal(false);
  const slug = () => typedSlug() ?? slugFromName(name());
  const what = () => (props.type === "agency" ? "agency" : "client");
  const formId = "create-account";

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName("");
        setTypedSlug(undefined);
        setError(undefined);
        setTried(false);
      },
    ),
  );

  const nameError = () => (tried() && name().trim() === "" ? `Give the ${what()} a name.` : refusedField("name"));
  const answer = slugAnswer(slug);
  const refusedField = (field: string) => {
    const refused = error();
    return refused instanceof ApiError ? refused.forField(field) : undefined;
  };

  const create = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setError(undefined);
    if (busy() || name().trim() === "" || !SLUG_PATTERN.test(slug())) return;
    setBusy(true);
    try {
      const made = await createTenant({ type: props.type, name: name(), slug: slug(), parent: account.id }, account.id);
      props.onClose();
      toast(`${made.name} is ready.`, { action: { label: "Open it", run: () => navigate(tenantHome(made)) } });
      props.onCreated();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.type === "agency" ? "New agency" : "New client"}
      description={
        props.type === "agency"
          ? "It gets its own place to create and look after clients."
          : "It gets its own inbox, contacts and channels, apart from every other client's."
      }
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy()}>
            Create {what()}
          </Button>
        </>
      }
    >
      <form id={formId} class="flex flex-col gap-4" noValidate onSubmit={(event) => void create(event)}>
        <FormError error={error()} fields={["name", "slug"]} />
        <TextField
          label="Name"
          value={name()}
          onInput={setName}
          error={nameError()}
          maxLength={120}
          autocomplete="off"
          autofocus
          required
        />
        <SlugField
          help={`Names the ${what()} in addresses. Suggested from the name; change it if you like.`}
          value={slug()}
          onInput={(text) => {
            setError(undefined);
            setTypedSlug(text);
          }}
          answer={answer()}
          refused={refusedField("slug")}
          missing={tried() ? "Give an address part: 3 to 40 lower-case letters, digits or inner hyphens." : undefined}
        />
      </form>
    </Dialog>
  );
}
