import { createMemo, createSignal, Show } from "solid-js";
import { SANDBOX_TEMPLATE_STATUSES } from "../../../schema/contracts/sandbox.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { changePhoneTemplate, listPhoneTemplates } from "../../rest/sandbox.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Select } from "../../ui/select.tsx";

type Status = (typeof SANDBOX_TEMPLATE_STATUSES)[number];

const STATUSES = SANDBOX_TEMPLATE_STATUSES.map((value) => ({ value, label: inWords(value) }));

/** Plays Meta's review of message templates: what it decides, the inbox hears by webhook. */
export function TemplateControls(props: { integrationId: string }) {
  const account = useAccount();
  const templates = useRead(() => ({
    queryKey: [account.id, "phone-templates", props.integrationId],
    queryFn: ({ signal }) => listPhoneTemplates(props.integrationId, signal),
  }));
  const [chosen, setChosen] = createSignal("");
  const [status, setStatus] = createSignal<Status>("PAUSED");
  const [busy, setBusy] = createSignal(false);
  const options = createMemo(() =>
    (templates.data ?? []).map(({ name, language }) => ({
      value: `${name} ${language}`,
      label: `${name.replaceAll("_", " ")}, ${language}`,
    })),
  );
  const template = () =>
    templates.data?.find(({ name, language }) => `${name} ${language}` === chosen()) ?? templates.data?.[0];

  const apply = async (): Promise<void> => {
    const target = template();
    if (!target) return;
    setBusy(true);
    try {
      await changePhoneTemplate(props.integrationId, { ...target, status: status() });
      await templates.refetch();
      toast("The template's state was changed.");
    } catch (error) {
      toastError("The template's state was not changed.", error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card title="Templates" text="Review one as Meta would, and see it change in the inbox.">
      <Show
        when={templates.data}
        fallback={<p class="text-13 text-ink-2">{templates.error ? "They could not be loaded." : "Loading"}</p>}
      >
        <form
          class="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void apply();
          }}
        >
          <Select
            label="Template"
            value={chosen() || (options()[0]?.value ?? "")}
            options={options()}
            help={template() && `${inWords(template()!.status)} now.`}
            onChange={setChosen}
          />
          <Select label="Becomes" value={status()} options={STATUSES} onChange={setStatus} />
          <Button type="submit" busy={busy()}>
            Change
          </Button>
        </form>
      </Show>
    </Card>
  );
}

/** "APPROVED" as people write it. */
function inWords(status: string): string {
  return status.charAt(0) + status.slice(1).toLowerCase();
}
