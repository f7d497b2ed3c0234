import { createEffect, createSignal, on, Show } from "solid-js";
import type { Channel } from "../../../schema/channels.ts";
import type { SandboxCustomer } from "../../../schema/contracts/sandbox.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { customerKey } from "./customer-list.ts";

/** Makes a customer: with a phone number, or one who shares only a username, as WhatsApp allows and Instagram always does. */
export function AddCustomerDialog(props: {
  open: boolean;
  channel: Channel;
  onClose: () => void;
  taken: SandboxCustomer[];
  onAdd: (customer: SandboxCustomer) => void;
}) {
  const [chosenKind, setKind] = createSignal<"phone" | "username">("phone");
  const kind = () => (props.channel === "instagram" ? "username" : chosenKind());
  const [name, setName] = createSignal("");
  const [phone, setPhone] = createSignal("");
  const [username, setUsername] = createSignal("");
  const [tried, setTried] = createSignal(false);

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName("");
        setPhone("");
        setUsername("");
        setTried(false);
      },
    ),
  );

  const digits = () => phone().replace(/\D/g, "");
  const faults = () => ({
    name: name().trim() === "" ? "Give the customer a name." : undefined,
    phone:
      kind() !== "phone" || /^[1-9][0-9]{6,14}$/.test(digits())
        ? props.taken.some((customer) => kind() === "phone" && customerKey(customer) === digits())
          ? "That number is already a customer here."
          : undefined
        : "Give the whole number with its country code: 7 to 15 digits.",
    username:
      kind() !== "username" || /^[a-z0-9._]{3,35}$/.test(username())
        ? undefined
        : "Use 3 to 35 of a-z, 0-9, dot and underscore.",
  });

  const add = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const { name: wrongName, phone: wrongPhone, username: wrongUsername } = faults();
    if (wrongName ?? wrongPhone ?? wrongUsername) return;
    props.onAdd(
      kind() === "phone"
        ? { name: name().trim(), phone: digits() }
        : {
            name: name().trim(),
            username: username(),
            ...(props.channel === "whatsapp" ? { bsuid: newBsuid() } : {}),
          },
    );
  };

  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title="New customer"
      description="Someone outside who writes to the business."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form="add-customer" variant="primary">
            Hand them the phone
          </Button>
        </>
      }
    >
      <form id="add-customer" class="flex flex-col gap-4" noValidate onSubmit={add}>
        <TextField
          label="Name"
          value={name()}
          onInput={setName}
          error={tried() ? faults().name : undefined}
          maxLength={80}
          autocomplete="off"
          autofocus
        />
        <Show when={props.channel === "whatsapp"}>
          <Segmented
            label="Known by"
            class="w-full"
            value={kind()}
            options={[
              { value: "phone", label: "Phone number" },
              { value: "username", label: "Username only" },
            ]}
            onChange={setKind}
          />
        </Show>
        <Show
          when={kind() === "phone"}
          fallback={
            <TextField
              label="Username"
              help="The business sees the username and an id, never a number."
              value={username()}
              onInput={(text) => setUsername(text.trim().toLowerCase().replace(/^@/, ""))}
              error={tried() ? faults().username : undefined}
              maxLength={35}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
            />
          }
        >
          <TextField
            label="Phone number"
            type="tel"
            inputmode="tel"
            placeholder="+49 151 2345 6789"
            value={phone()}
            onInput={setPhone}
            error={tried() ? faults().phone : undefined}
            autocomplete="off"
          />
        </Show>
      </form>
    </Dialog>
  );
}

/** A business-scoped user id as WhatsApp gives people who hide their number: country, dot, digits. */
function newBsuid(): string {
  return `US.${Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => String(part).padStart(10, "0")).join("")}`;
}
