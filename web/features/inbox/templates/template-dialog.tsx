import ArrowLeft from "lucide-solid/icons/arrow-left";
import LayoutTemplate from "lucide-solid/icons/layout-template";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import { nanoid } from "nanoid";
import { createMemo, createSignal, createUniqueId, onCleanup, Show } from "solid-js";
import { CHANNEL_RULES } from "../../../../schema/channels.ts";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import type { Template } from "../../../../schema/contracts/templates.ts";
import { FILE_KEY, fillTemplate, type TemplateValues } from "../../../../schema/templates/fill-template.ts";
import { fileHeader, type VariablePart } from "../../../../schema/templates/variables.ts";
import { narrow } from "../../../stores/narrow.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { createUploads } from "../composing/uploads.ts";
import { useInbox } from "../inbox-context.tsx";
import { prefill } from "./prefill.ts";
import { TemplateForm } from "./template-form.tsx";
import { TemplateList } from "./template-list.tsx";
import { TemplatePreview } from "./template-preview.tsx";
import { templatesOf } from "./templates-of.ts";
import { languageName, templateTitle, whyNot } from "./template-words.ts";

/** Its files are kept apart from those of the composer. */
const PLACE = "template";

/** Chooses a template, fills it in and sends it: side by side on a wide screen, one after the other on a phone. */
export default function TemplateDialog(props: { conversation: Conversation; onClose: () => void }) {
  const { inbox } = useInbox();
  const channel = () => props.conversation.channel;
  const templates = templatesOf(inbox, () => props.conversation.integrationId);
  const uploads = createUploads(inbox.tenant);
  const [chosenId, setChosenId] = createSignal<string>();
  const [values, setValues] = createSignal<TemplateValues>({});
  const [tried, setTried] = createSignal(false);
  const formId = createUniqueId();
  // By its id: when the list is read anew, what is chosen is what it is now.
  const chosen = createMemo(() => templates.list.data?.find(({ id }) => id === chosenId()));
  const file = () => uploads.of(PLACE)[0];
  const filled = createMemo(() => {
    const template = chosen();
    if (!template) return undefined;
    const attachment = file()?.stored?.id;
    const header = attachment === undefined ? {} : { header: { [FILE_KEY]: attachment } };
    return fillTemplate(template, { ...values(), ...header });
  });
  const why = () => (chosen() ? whyNot(chosen()!) : undefined);
  const removeFiles = (): void => {
    for (const { key } of uploads.of(PLACE)) uploads.remove(PLACE, key);
  };
  onCleanup(removeFiles);

  const choose = (template: Template): void => {
    if (template.id === chosenId()) return;
    removeFiles();
    setTried(false);
    setValues(prefill(template.shape, props.conversation.contact));
    setChosenId(template.id);
    // On a phone the list makes way, and what had the focus with it.
    if (narrow()) queueMicrotask(() => document.getElementById(formId)?.focus());
  };
  const back = (): void => {
    setChosenId(undefined);
    removeFiles();
    queueMicrotask(() => document.querySelector<HTMLElement>("[data-templates]")?.focus());
  };
  const setValue = (part: VariablePart, key: string, value: string): void =>
    void setValues((before) => ({ ...before, [part]: { ...before[part], [key]: value } }));
  const addFile = (added: File): void => {
    removeFiles();
    uploads.add(PLACE, channel(), [added]);
  };
  const send = (): void => {
    const template = chosen();
    const message = filled();
    setTried(true);
    if (!template || !message || why() || message.problems.length > 0) return;
    const attachments = fileHeader(template.shape) ? uploads.send(PLACE) : [];
    const { name, language } = template;
    const given = Object.fromEntries(Object.entries(values()).filter(([, part]) => Object.keys(part ?? {}).length > 0));
    const [attachment] = attachments;
    inbox.outbox.add({
      clientId: nanoid(),
      conversationId: props.conversation.id,
      text: message.text,
      private: false,
      template: {
        send: {
          name,
          language,
          variables: { ...given, ...(attachment && { header: { [FILE_KEY]: attachment.id } }) },
        },
        sent: message.sent,
      },
      ...(attachment && { attachments }),
    });
    props.onClose();
  };

  return (
    <Dialog
      open
      size="full"
      onClose={props.onClose}
      title="Send a template"
      description={`To ${props.conversation.contact.name}. A template may be sent at any time.`}
      footer={
        chosen() && (
          <>
            <Button class="narrow:hidden" icon={<ArrowLeft aria-hidden="true" />} onClick={back}>
              All templates
            </Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              disabled={why() !== undefined || file()?.state === "uploading"}
              icon={<SendHorizontal aria-hidden="true" />}
            >
              {file()?.state === "uploading" ? "Uploading" : "Send"}
            </Button>
          </>
        )
      }
    >
      <div class="grid h-[min(34rem,calc(100dvh-15rem))] grid-cols-[17rem_minmax(0,1fr)] gap-6 max-narrow:h-full max-narrow:grid-cols-1">
        <Show when={!narrow() || !chosen()}>
          <TemplateList
            templates={templates}
            managerUrl={CHANNEL_RULES[channel()].templates?.managerUrl ?? ""}
            chosen={chosenId()}
            onChoose={choose}
          />
        </Show>
        <Show
          when={chosen()}
          keyed
          fallback={
            <div class="flex flex-col items-center justify-center gap-3 rounded-card bg-sunken text-13 text-ink-2 max-narrow:hidden">
              <LayoutTemplate class="size-6 text-ink-3" aria-hidden="true" />
              Choose a template to see it here.
            </div>
          }
        >
          {(template) => (
            <form
              id={formId}
              tabindex={-1}
              class="outline-none min-h-0 overflow-y-auto pr-1"
              onSubmit={(event) => {
                event.preventDefault();
                send();
              }}
            >
              <div class="flex flex-col gap-4 pb-1">
                <header>
                  <h3 class="text-14 font-semibold">{templateTitle(template.name)}</h3>
                  <p class="text-12 text-ink-2">
                    {languageName(template.language)} · {template.category}
                  </p>
                </header>
                <Show when={why()}>
                  {(words) => (
                    <p class="rounded-inner bg-danger-soft px-3 py-2 text-13 text-danger" role="alert">
                      This template cannot be sent. {words().long}
                    </p>
                  )}
                </Show>
                <Show when={filled()}>
                  {(message) => (
                    <>
                      <TemplatePreview filled={message()} file={file()} />
                      <Show when={!why()}>
                        <TemplateForm
                          channel={channel()}
                          template={template}
                          values={values()}
                          filled={message()}
                          tried={tried()}
                          uploads={uploads.of(PLACE)}
                          onValue={setValue}
                          onFile={addFile}
                          onRemove={(key) => uploads.remove(PLACE, key)}
                          onRetry={(key) => uploads.retry(PLACE, key)}
                        />
                      </Show>
                    </>
                  )}
                </Show>
              </div>
            </form>
          )}
        </Show>
      </div>
    </Dialog>
  );
}
