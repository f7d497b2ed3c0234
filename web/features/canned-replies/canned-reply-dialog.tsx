import { createEffect, createSignal, lazy, on, Show, Suspense } from "solid-js";
import { createStore } from "solid-js/store";
import {
  CANNED_TEXT_MAX_CHARACTERS,
  CANNED_TITLE_MAX_CHARACTERS,
  SHORTCUT_MAX_CHARACTERS,
} from "../../../schema/canned/limits.ts";
import type { CannedVariable } from "../../../schema/canned/variables.ts";
import type { CannedReply, CreateCannedReply } from "../../../schema/contracts/canned-replies.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { createCannedReply, updateCannedReply } from "../../rest/canned-replies.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CONTROL_CLASS, Field } from "../../ui/field.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { VariableChips } from "./variable-chips.tsx";

// It brings the template engine with it.
const ReplyPreview = lazy(() => import("./reply-preview.tsx"));

const FIELDS = ["shortcut", "title", "text"];
const EMPTY: CreateCannedReply = { shortcut: "", title: "", text: "" };

/** Writes a canned reply, or changes one; shows it to who may not. */
export function CannedReplyDialog(props: {
  open: boolean;
  reply: CannedReply | undefined;
  onClose: () => void;
  onSaved: (reply: CannedReply) => void;
}) {
  const account = useAccount();
  const may = () => account.can("manageSettings");
  const [values, setValues] = createStore<CreateCannedReply>({ ...EMPTY });
  const [tried, setTried] = createSignal(false);
  const form = createSubmission();
  let text: HTMLTextAreaElement | undefined;

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        const { shortcut, title, text: words } = props.reply ?? EMPTY;
        setValues({ shortcut, title, text: words });
        form.clear();
        setTried(false);
      },
    ),
  );
  const missing = (field: keyof CreateCannedReply, words: string): string | undefined => {
    if (tried() && values[field].trim() === "") return words;
    return form.error()?.forField(field);
  };
  const insert = (variable: CannedVariable): void => {
    const piece = `{{${variable}}}`;
    const at = text?.selectionStart ?? values.text.length;
    setValues("text", values.text.slice(0, at) + piece + values.text.slice(text?.selectionEnd ?? at));
    text?.focus();
    text?.setSelectionRange(at + piece.length, at + piece.length);
  };
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    form.clear();
    if (Object.values(values).some((value) => value.trim() === "")) return;
    const { reply } = props;
    await form.submit(async () =>
      props.onSaved(await (reply ? updateCannedReply(reply.id, { ...values }) : createCannedReply({ ...values }))),
    );
  };

  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      size="wide"
      title={may() ? (props.reply ? "Edit canned reply" : "New canned reply") : (props.reply?.title ?? "Canned reply")}
      description={may() ? undefined : `/${props.reply?.shortcut ?? ""}`}
      footer={
        <Show when={may()} fallback={<Button onClick={() => props.onClose()}>Close</Button>}>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" form="canned-reply-form" variant="primary" busy={form.busy()}>
            Save
          </Button>
        </Show>
      }
    >
      <form
        id="canned-reply-form"
        class="grid grid-cols-2 gap-4 max-narrow:grid-cols-1"
        noValidate
        onSubmit={(event) => void save(event)}
      >
        <FormError error={form.error()} fields={FIELDS} class="col-span-full" />
        <Show when={may()}>
          <TextField
            label="Shortcut"
            help="Typed after /. Letters from a to z, digits, - and _."
            value={values.shortcut}
            onInput={(value) => setValues("shortcut", value.toLowerCase().replace(/^\//, ""))}
            error={missing("shortcut", "Give it a shortcut.")}
            maxLength={SHORTCUT_MAX_CHARACTERS + 1}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            autofocus
            required
          />
          <TextField
            label="Title"
            value={values.title}
            onInput={(value) => setValues("title", value)}
            error={missing("title", "Give it a title.")}
            maxLength={CANNED_TITLE_MAX_CHARACTERS}
            autocomplete="off"
            required
          />
          <div class="col-span-full flex flex-col gap-2">
            <Field label="Text" error={missing("text", "Write what it says.")}>
              {(control) => (
                <textarea
                  ref={(element) => (text = element)}
                  {...control}
                  rows={5}
                  required
                  maxLength={CANNED_TEXT_MAX_CHARACTERS}
                  class={`${CONTROL_CLASS} field-sizing-content h-auto max-h-72 min-h-28 resize-y py-2 max-narrow:h-auto`}
                  value={values.text}
                  onInput={(event) => setValues("text", event.currentTarget.value)}
                />
              )}
            </Field>
            <VariableChips onPick={insert} />
          </div>
        </Show>
        <div class="col-span-full">
          <Suspense fallback={<Skeleton class="h-16 w-full" />}>
            <ReplyPreview text={values.text} />
          </Suspense>
        </div>
      </form>
    </Dialog>
  );
}
