import { createMemo, createSignal, Show } from "solid-js";
import type { Fleet, FleetRow, FleetValuesSent } from "../../../schema/contracts/fleets.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { sendFleetValues } from "../../rest/fleets.ts";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Select } from "../../ui/select.tsx";
import { CredentialFields } from "../modules/fields/credential-fields.tsx";
import { createCredentialForm } from "../modules/fields/credential-form.ts";

/**
 * What is given for one module: to all clients of a fleet that lack it, or, with `client`, to that one alone. The server holds it against what each
 * is asked for.
 */
export function GiveValues(props: {
  fleet: Pick<Fleet, "id">;
  client?: FleetRow["client"];
  modules: readonly Module[];
  /** The names of the clients in sight, by id: whoever could take nothing is named. */
  names?: ReadonlyMap<string, string>;
  onGiven: () => void;
  onClose?: () => void;
}) {
  const [chosen, choose] = createSignal(props.modules[0]?.slug ?? "");
  const module = createMemo(() => props.modules.find(({ slug }) => slug === chosen()) ?? props.modules[0]);
  // What each client has of its own is given by its row, or by a link. Of the rest nothing must be given: a client may have it already.
  const fields = createMemo(() =>
    (module()?.requirements ?? [])
      .filter(({ sharing }) => props.client !== undefined || sharing === "shareable")
      .map((field) => ({ ...field, required: false })),
  );
  const own = () =>
    props.client === undefined
      ? (module()?.requirements ?? []).filter(({ sharing, required }) => sharing === "perAccount" && required)
      : [];
  const form = createCredentialForm(fields);
  const sending = createSubmission();
  const [asking, setAsking] = createSignal(false);
  const send = (sandbox: boolean) =>
    sending.submit(async () => {
      const values = form.values();
      const { sent, left } = await sendFleetValues(props.fleet.id, {
        module: module()?.slug ?? "",
        ...(sandbox
          ? { sandbox: true as const }
          : props.client === undefined
            ? { common: values }
            : { clients: { [props.client.id]: values } }),
      });
      form.clear();
      const others = left.filter(({ client }) => props.client === undefined || client === props.client.id);
      const words = `Given to ${sent.toLocaleString()} ${sent === 1 ? "client" : "clients"}.`;
      if (others.length === 0) toast(words);
      else toast(words, { tone: "danger", detail: leftWords(others, props.names) });
      props.onGiven();
      if (others.length === 0) props.onClose?.();
    });
  const body = (
    <form
      class="flex flex-col gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (form.check()) void send(false);
      }}
    >
      <Show when={props.modules.length > 1}>
        <Select
          label="Module"
          value={module()?.slug ?? ""}
          options={props.modules.map(({ slug, name }) => ({ value: slug, label: name }))}
          onChange={choose}
        />
      </Show>
      <CredentialFields requirements={fields()} form={form} />
      <Show when={own().length > 0}>
        <p class="text-13 text-ink-2">
          Each client's own:{" "}
          {own()
            .map(({ label }) => label)
            .join(", ")}
          . Give it in the client's row, or send the client a link.
        </p>
      </Show>
      <FormError error={sending.error()} fields={[]} />
      <div class="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={sending.busy()}
          disabled={Object.keys(form.values()).length === 0 || sending.wait.seconds() > 0}
        >
          {props.client === undefined ? "Give to all that lack it" : "Give and try"}
        </Button>
        <Show when={props.client === undefined && module()?.sandbox}>
          <Button disabled={sending.busy()} onClick={() => setAsking(true)}>
            Use test mode for all
          </Button>
        </Show>
      </div>
    </form>
  );
  const question = (
    <ConfirmDialog
      open={asking()}
      onClose={() => setAsking(false)}
      title={`Use test mode of ${module()?.name ?? "this module"} for all clients?`}
      text="A built-in provider stands in for the real one with every client of this set-up that lacks it: nothing reaches their real customers through it. Each one is connected for real later, on its own."
      act="Use test mode for all"
      onConfirm={() => send(true)}
    />
  );
  return (
    <Show
      when={props.client}
      fallback={
        <Card
          title={props.modules.length > 1 ? "Give all clients what they lack" : `What ${module()?.name} needs`}
          text="Sealed for each client by itself, and tried with its provider at once."
        >
          {body}
          {question}
        </Card>
      }
    >
      {(client) => (
        <Dialog
          open
          onClose={() => props.onClose?.()}
          title={client().name}
          description="Only this client is given it."
        >
          {body}
        </Dialog>
      )}
    </Show>
  );
}

const NAMED = 5;

/** "Casa Rosa, Bay Dental and 3 more could not take it: It needs a number." */
function leftWords(left: FleetValuesSent["left"], names: ReadonlyMap<string, string> | undefined): string {
  const known = left.flatMap(({ client }) => names?.get(client) ?? []).slice(0, NAMED);
  const more = left.length - known.length;
  const whom =
    known.length === 0
      ? String(left.length)
      : `${known.join(", ")}${more > 0 ? ` and ${more.toLocaleString()} more` : ""}`;
  return `${whom} could not take it: ${left[0]?.message}`;
}
