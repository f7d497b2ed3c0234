import SendHorizontal from "lucide-solid/icons/send-horizontal";
import { nanoid } from "nanoid";
import { createMemo, createSignal, lazy, Match, onCleanup, onMount, Show, Suspense, Switch } from "solid-js";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { now } from "../../stores/clock.ts";
import type { Answered } from "../../stores/inbox/drafts.ts";
import { narrow } from "../../stores/narrow.ts";
import { Button } from "../../ui/button.tsx";
import { AssistMenu } from "./assist/assist-menu.tsx";
import { assistsOf } from "./assist/assists.ts";
import { SlashReplies } from "./canned/slash-replies.tsx";
import { ComposerBlocked } from "./composer-blocked.tsx";
import { ComposerTabs } from "./composer-tabs.tsx";
import { AnsweredMessage } from "./composing/answered-message.tsx";
import { AttachedFiles } from "./composing/attached-files.tsx";
import { ComposerTools } from "./composing/composer-tools.tsx";
import { ComposerWords } from "./composing/composer-words.tsx";
import { DraftOffer } from "./composing/draft-offer.tsx";
import { DropZone } from "./composing/drop-zone.tsx";
import { keepFiles } from "./composing/keep-files.ts";
import { splitSend } from "./composing/split-send.ts";
import { heldBefore } from "./composing/held-before.ts";
import { offerUndo, sendHoldMs, undoNewest } from "./composing/undo-send.ts";
import { uploadsOf } from "./composing/uploads.ts";
import { useInbox } from "./inbox-context.tsx";
import { authorWords, messageWords } from "./message/message-words.ts";
import { PresenceLine } from "./presence-avatars.tsx";
import { TemplateButton } from "./templates/template-button.tsx";
import { textRoom } from "./text-limit.ts";
import { replyWindow } from "./window-clock.ts";
import { WindowWords } from "./window-words.tsx";

const AssistCard = lazy(() => import("./assist/assist-card.tsx"));

/** Where answers and notes are written. Says why when nothing can be. */
export function Composer(props: { conversation: Conversation }) {
  const { inbox, acts } = useInbox();
  const account = useAccount();
  const id = () => props.conversation.id;
  const draft = () => inbox.drafts.get(id());
  const note = () => draft().mode === "note";
  const text = () => (note() ? draft().note : draft().reply);
  const channel = () => props.conversation.channel;
  const window = createMemo(() => replyWindow(props.conversation, now()));
  const channelProblem = () => inbox.channels.problem(props.conversation.integrationId);
  const closed = () => window().state === "closed" || window().state === "never";
  const replyBlocked = () => closed() || channelProblem() !== undefined;
  const blocked = () => !note() && replyBlocked();
  const room = createMemo(() => textRoom(note() ? undefined : channel(), text()));
  const uploads = uploadsOf(inbox);
  keepFiles(inbox.drafts, uploads, id);
  const files = () => (note() ? [] : uploads.of(id()));
  const filesReady = () => files().every(({ state }) => state === "stored");
  const sendable = () => (text().trim() !== "" || files().length > 0) && filesReady() && room().left >= 0 && !blocked();
  const [zone, setZone] = createSignal<HTMLElement>();
  let footer: HTMLElement | undefined;
  // Only now does it stand in the page.
  onMount(() => setZone(footer?.closest<HTMLElement>("#thread") ?? undefined));
  const [fieldShown, setFieldShown] = createSignal<HTMLTextAreaElement>();
  let field: HTMLTextAreaElement | undefined;

  const write = (value: string): void => {
    inbox.drafts.set(id(), note() ? { note: value } : { reply: value });
    if (note() || value === "") inbox.typing.stopped();
    else inbox.typing.typed(id());
  };
  const send = (): void => {
    if (!sendable()) return;
    const common = { conversationId: id(), private: note() };
    const { answers } = draft();
    const parts = note()
      ? [{ text: text() }]
      : splitSend(channel(), { text: text(), files: uploads.send(id()), replyTo: answers?.id });
    const from = inbox.draftSync()?.handOver(id(), draft().mode);
    write("");
    // A note stays in the house: nothing to take back.
    const holdMs = note() ? 0 : sendHoldMs();
    if (!note()) inbox.drafts.set(id(), { answers: undefined });
    const ids = parts.map(() => nanoid());
    const [sentWith = ""] = ids;
    if (holdMs > 0) offerUndo(holdMs, ids, () => takeBack(ids, answers));
    for (const [index, part] of parts.entries()) {
      const clientId = ids[index] ?? nanoid();
      // The first of them takes the draft along.
      const draftOf = index === 0 && from !== undefined ? { draft: from } : {};
      inbox.outbox.add({ ...common, ...part, ...draftOf, clientId, sentWith }, holdMs);
    }
    field?.focus();
  };
  /** Everything taken back stands in the composer again, before what was written since. */
  const takeBack = (clientIds: readonly string[], answers: Answered | undefined): void => {
    const back = clientIds.flatMap((clientId) => inbox.outbox.takeBack(clientId) ?? []);
    const [first] = back;
    if (!first) return;
    const { conversationId } = first;
    const words = [...back.map((item) => item.text), inbox.drafts.get(conversationId).reply].filter(
      (part) => part !== "",
    );
    inbox.drafts.set(conversationId, { mode: "reply", reply: words.join("\n"), answers });
    uploads.restore(
      conversationId,
      back.flatMap((item) => item.attachments ?? []),
    );
    queueMicrotask(() => field?.focus());
  };
  // What another screen, or this one before it was left, still holds can be taken back here too.
  for (const { ids, dueAt, answers } of heldBefore(inbox))
    offerUndo(dueAt - Date.now(), ids, () => takeBack(ids, answers));
  const attach = (added: readonly File[]): void => {
    if (added.length === 0 || blocked()) return;
    if (note()) setMode("reply");
    uploads.add(id(), channel(), added);
  };
  const insert = (piece: string): void => {
    const at = field?.selectionStart ?? text().length;
    write(text().slice(0, at) + piece + text().slice(field?.selectionEnd ?? at));
    queueMicrotask(() => {
      field?.focus();
      field?.setSelectionRange(at + piece.length, at + piece.length);
    });
  };
  /** As if `/` had been typed at the caret. */
  const askCanned = (): void => {
    const at = field?.selectionStart ?? text().length;
    insert(/(?:^|\s)$/.test(text().slice(0, at)) ? "/" : " /");
    queueMicrotask(() => field?.dispatchEvent(new InputEvent("input", { bubbles: true })));
  };
  const answer = (message: Message): void => {
    const author = authorWords(message.author, inbox.user.id);
    inbox.drafts.set(id(), { answers: { id: message.id, author, words: messageWords(message).slice(0, 200) } });
    setMode("reply");
  };
  const stopAnswering = (): void => {
    inbox.drafts.set(id(), { answers: undefined });
    field?.focus();
  };
  const setMode = (mode: "reply" | "note"): void => {
    inbox.drafts.set(id(), { mode });
    inbox.typing.stopped();
    queueMicrotask(() => field?.focus());
  };
  const reply = (): void => setMode("reply");
  const writeNote = (): void => setMode("note");
  if (inbox.canReply) Object.assign(acts, { reply, note: writeNote, answer });
  onCleanup(() => {
    if (acts.reply === reply) delete acts.reply;
    if (acts.note === writeNote) delete acts.note;
    if (acts.answer === answer) delete acts.answer;
    inbox.typing.stopped();
  });

  return (
    <footer ref={(element) => (footer = element)} class="shrink-0">
      <PresenceLine conversationId={id()} />
      <Show when={inbox.draftSync()?.offerOf(id())}>
        {(offered) => (
          <DraftOffer
            offered={offered()}
            onUse={() => {
              inbox.draftSync()?.accept(id());
              queueMicrotask(() => field?.focus());
            }}
            onKeep={() => {
              inbox.draftSync()?.dismiss(id());
              field?.focus();
            }}
          />
        )}
      </Show>
      <Show
        when={inbox.canReply}
        fallback={
          <p class="border-t border-line bg-surface px-5 py-4 text-13 text-ink-2">
            You can read this conversation.{" "}
            {account.standing.status === "live"
              ? "Your role in this account does not include answering."
              : "Nothing is sent from an account that stands still."}
          </p>
        }
      >
        <Show when={assistsOf(inbox).of(id())}>
          {(assist) => (
            <Suspense>
              <AssistCard
                conversation={props.conversation}
                assist={assist()}
                replyBlocked={replyBlocked()}
                onDone={() => field?.focus()}
              />
            </Suspense>
          )}
        </Show>
        <form
          class={`mx-4 mb-4 overflow-hidden rounded-card border shadow-raised transition-colors duration-100 focus-within:border-accent-ink max-narrow:mx-2 max-narrow:mb-2 ${note() ? "border-[color-mix(in_oklab,var(--warning)_40%,transparent)] bg-warning-soft" : "border-field-line bg-surface"}`}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <Show when={zone()}>{(element) => <DropZone zone={element()} onFiles={attach} />}</Show>
          <ComposerTabs mode={draft().mode} onMode={setMode}>
            <WindowWords channel={channel()} window={window()} />
            <AssistMenu
              conversationId={id()}
              field={draft().mode}
              reply={draft().reply}
              note={draft().note}
              replyBlocked={replyBlocked()}
            />
          </ComposerTabs>
          <Switch>
            <Match when={blocked()}>
              <ComposerBlocked
                conversation={props.conversation}
                window={window()}
                problem={channelProblem()}
                onNote={writeNote}
              />
            </Match>
            <Match when={!blocked()}>
              <Show when={!note() && draft().answers}>
                {(answered) => <AnsweredMessage answered={answered()} onCancel={stopAnswering} />}
              </Show>
              <Show when={files().length > 0}>
                <AttachedFiles
                  uploads={files()}
                  onRemove={(key) => uploads.remove(id(), key)}
                  onRetry={(key) => uploads.retry(id(), key)}
                />
              </Show>
              <SlashReplies field={fieldShown()} conversation={props.conversation} onText={write} />
              <textarea
                ref={(element) => setFieldShown((field = element))}
                rows={2}
                class="block field-sizing-content max-h-60 min-h-16 w-full resize-none bg-transparent px-3.5 pt-1.5 pb-1 text-14 outline-none max-narrow:min-h-11 max-narrow:text-16"
                aria-label={note() ? "Note, only your team sees this" : `Reply to ${props.conversation.contact.name}`}
                placeholder={note() ? "Write a note for your team" : "Write a reply"}
                value={text()}
                enterkeyhint={narrow() ? "enter" : "send"}
                aria-describedby="composer-left"
                aria-invalid={room().left < 0 || undefined}
                onInput={(event) => write(event.currentTarget.value)}
                onBlur={() => inbox.typing.stopped()}
                onPaste={(event) => {
                  const pasted = [...(event.clipboardData?.files ?? [])];
                  // A cell copied from a table is both words and a picture of them: the words are meant.
                  if (pasted.length === 0 || event.clipboardData?.getData("text/plain")) return;
                  event.preventDefault();
                  attach(pasted);
                }}
                on:keydown={(event) => {
                  if (event.key === "Escape" && draft().answers && !note()) {
                    event.stopPropagation();
                    return stopAnswering();
                  }
                  const undo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
                  if (undo && text() === "" && undoNewest()) event.preventDefault();
                }}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
                  // On a phone Enter is the only way to a new line; the button sends.
                  if (narrow() && !event.ctrlKey && !event.metaKey) return;
                  event.preventDefault();
                  send();
                }}
              />
              <div class="flex items-center gap-3 px-2 pb-2 max-narrow:gap-1">
                <div class="flex">
                  <ComposerTools
                    channel={channel()}
                    onFiles={note() ? undefined : attach}
                    onEmoji={insert}
                    onCanned={askCanned}
                  />
                  <Show when={!note()}>
                    <TemplateButton conversation={props.conversation} />
                  </Show>
                </div>
                <ComposerWords note={note()} files={files()} room={room()} />
                <Button
                  type="submit"
                  size="sm"
                  variant="primary"
                  disabled={!sendable()}
                  icon={<SendHorizontal aria-hidden="true" />}
                >
                  {note() ? "Add note" : "Send"}
                </Button>
              </div>
            </Match>
          </Switch>
        </form>
      </Show>
    </footer>
  );
}
