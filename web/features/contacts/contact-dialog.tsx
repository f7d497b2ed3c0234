import { createEffect, createSignal, on } from "solid-js";
import { createStore } from "solid-js/store";
import type { Contact, CreateContact } from "../../../schema/contracts/contacts.ts";
import { createContact } from "../../rest/contact-list.ts";
import { updateContact } from "../../rest/contacts.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { EmailField } from "../../ui/email-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { STAGES } from "./stages.ts";

interface Values {
  name: string;
  phone: string;
  email: string;
  company: string;
  stage: Contact["stage"];
  tags: string;
}

const EMPTY: Values = { name: "", phone: "", email: "", company: "", stage: "lead", tags: "" };
const FIELDS = ["name", "phone", "email", "company", "stage", "tags"];

/** Adds a contact, or changes one. */
export function ContactDialog(props: {
  open: boolean;
  contact: Contact | undefined;
  onClose: () => void;
  onSaved: (contact: Contact, created: boolean) => void;
}) {
  const account = useAccount();
  const [values, setValues] = createStore<Values>({ ...EMPTY });
  const [tried, setTried] = createSignal(false);
  const form = createSubmission();

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setValues(props.contact ? valuesOf(props.contact) : { ...EMPTY });
        form.clear();
        setTried(false);
      },
    ),
  );
  const refused = (field: string) =>
    form.error()?.items.find((item) => item.field === field || item.field?.startsWith(`${field}.`))?.message;

  const save = async () => {
    setTried(true);
    form.clear();
    if (values.name.trim() === "") return;
    const { contact } = props;
    await form.submit(async () => {
      const body = bodyOf(values);
      const saved = contact ? await updateContact(account.id, contact.id, body) : await createContact(body);
      props.onSaved(saved, contact === undefined);
    });
  };

  return (
    <FormDialog
      open={props.open}
      onClose={props.onClose}
      title={props.contact ? "Edit contact" : "Add contact"}
      form={form}
      act={props.contact ? "Save" : "Add contact"}
      noValidate
      class="grid grid-cols-2 gap-4 max-narrow:grid-cols-1"
      onSubmit={() => void save()}
    >
      <FormError error={form.error()} fields={FIELDS} class="col-span-full" />
      <div class="col-span-full">
        <TextField
          label="Name"
          value={values.name}
          onInput={(text) => setValues("name", text)}
          error={tried() && values.name.trim() === "" ? "Give the contact a name." : refused("name")}
          maxLength={200}
          autocomplete="off"
          autofocus
          required
        />
      </div>
      <TextField
        label="Phone"
        optional
        type="tel"
        inputmode="tel"
        autocomplete="off"
        value={values.phone}
        onInput={(text) => setValues("phone", text)}
        error={refused("phone")}
      />
      <EmailField
        label="E-mail"
        optional
        autocomplete="off"
        value={values.email}
        onInput={(text) => setValues("email", text)}
        error={refused("email")}
      />
      <TextField
        label="Company"
        optional
        autocomplete="off"
        value={values.company}
        onInput={(text) => setValues("company", text)}
        error={refused("company")}
        maxLength={200}
      />
      <Select
        label="Stage"
        value={values.stage}
        options={STAGES}
        onChange={(stage) => setValues("stage", stage)}
        error={refused("stage")}
      />
      <div class="col-span-full">
        <TextField
          label="Tags"
          optional
          help="Separate tags with commas."
          autocomplete="off"
          value={values.tags}
          onInput={(text) => setValues("tags", text)}
          error={refused("tags")}
        />
      </div>
    </FormDialog>
  );
}

function valuesOf(contact: Contact): Values {
  return {
    name: contact.name,
    phone: contact.phone ?? "",
    email: contact.email ?? "",
    company: contact.company ?? "",
    stage: contact.stage,
    tags: contact.tags.join(", "),
  };
}

function bodyOf(values: Values): CreateContact {
  const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    name: values.name.trim(),
    phone: orNull(values.phone),
    email: orNull(values.email),
    company: orNull(values.company),
    stage: values.stage,
    tags: [...new Set(values.tags.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== ""),
  };
}
