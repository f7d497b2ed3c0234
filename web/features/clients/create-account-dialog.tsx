import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, on } from "solid-js";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { createTenant } from "../../rest/tenants.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SLUG_PATTERN, slugFromName } from "../../../schema/slug-from-name.ts";
import { slugAnswer } from "../slugs/slug-answer.ts";
import { SlugField } from "../slugs/slug-field.tsx";

/** Creates an agency of a platform, or a client of an agency. The slug follows the name until the person types one. */
export function CreateAccountDialog(props: {
  open: boolean;
  onClose: () => void;
  onCreated: (made: Tenant) => void;
  type: "agency" | "subaccount";
}) {
  const account = useAccount();
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [typedSlug, setTypedSlug] = createSignal<string | undefined>();
  const form = createSubmission();
  const [tried, setTried] = createSignal(false);
  const slug = () => typedSlug() ?? slugFromName(name());
  const what = () => (props.type === "agency" ? "agency" : "client");
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName("");
        setTypedSlug(undefined);
        form.clear();
        setTried(false);
      },
    ),
  );

  const nameError = () => (tried() && name().trim() === "" ? `Give the ${what()} a name.` : refusedField("name"));
  const answer = slugAnswer(slug);
  const refusedField = (field: string) => form.error()?.forField(field);

  const create = async () => {
    setTried(true);
    form.clear();
    if (name().trim() === "" || !SLUG_PATTERN.test(slug())) return;
    const asked = { type: props.type, name: name(), slug: slug(), parent: account.id };
    await form.submit(async () => {
      const made = await createTenant(asked, account.id);
      props.onClose();
      toast(`${made.name} is ready.`, { action: { label: "Open it", run: () => navigate(`/a/${made.id}`) } });
      props.onCreated(made);
    });
  };

  return (
    <FormDialog
      open={props.open}
      onClose={props.onClose}
      title={props.type === "agency" ? "New agency" : "New client"}
      description={
        props.type === "agency"
          ? "It gets its own place to create and look after clients."
          : "It gets its own inbox, contacts and channels, apart from every other client's."
      }
      form={form}
      act={`Create ${what()}`}
      noValidate
      onSubmit={() => void create()}
    >
      <FormError error={form.error()} fields={["name", "slug"]} />
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
          form.clear();
          setTypedSlug(text);
        }}
        answer={answer()}
        refused={refusedField("slug")}
        missing={tried() ? "Give an address part: 3 to 40 lower-case letters, digits or inner hyphens." : undefined}
      />
    </FormDialog>
  );
}
