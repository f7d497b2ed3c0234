import { A } from "@solidjs/router";
import Lock from "lucide-solid/icons/lock";
import { createMemo, For, type JSX, onCleanup, Show } from "solid-js";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { now } from "../../stores/clock.ts";
import type { Draft } from "../../stores/inbox/drafts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { ChannelMark } from "./channel-mark.tsx";
import { useInbox } from "./inbox-context.tsx";
import { MessageTicks, stageOf } from "./message-ticks.tsx";
import { stageOfItem } from "./shown-message.ts";
import { duration, replyWindow } from "./window-clock.ts";

const LABELS_SHOWN = 2;
const DWELL_MS = 90;

/** One conversation of the list: who, the newest message, and what needs attention. */
export function ConversationRow(props: { id: string }) {
  const { inbox, hrefOf } = useInbox();
  return (
    <Show when={inbox.conversations.get(props.id)}>
      {(conversation) => {
        const selected = () => inbox.selected() === props.id;
        // A pointer that rests on a row will likely press it: its thread is read meanwhile.
        let rest: ReturnType<typeof setTimeout> | undefined;
        const lookAhead = (): void => void (rest = setTimeout(() => inbox.threads.open(props.id), DWELL_MS));
        onCleanup(() => clearTimeout(rest));
        const unread = () => conversation().unread > 0;
        return (
          <A
            href={hrefOf(props.id)}
            noScroll
            onPointerEnter={lookAhead}
            onPointerLeave={() => clearTimeout(rest)}
            aria-current={selected() ? "true" : undefined}
            class={`relative flex h-full items-center gap-3 border-b border-line px-4 transition-colors duration-75 focus-visible:-outline-offset-2 ${selected() ? "bg-accent-soft" : "hover:bg-bg"}`}
          >
            <span class="relative h-10 shrink-0">
              <Avatar name={conversation().contact.name} size={40} />
              <ChannelMark
                channel={conversation().channel}
                class={`absolute -right-0.5 -bottom-0.5 rounded-full border-2 ${selected() ? "border-accent-soft" : "border-surface"}`}
              />
            </span>
            <span class="min-w-0 flex-1">
              <span class="flex items-baseline gap-2">
                <span
                  class={`min-w-0 flex-1 truncate text-14 ${unread() ? "font-semibold text-ink" : "font-medium text-ink"}`}
                >
                  {conversation().contact.name}
                </span>
                <RelativeTime
                  at={conversation().lastMessageAt}
                  short
                  class={`shrink-0 text-12 ${unread() ? "font-medium text-accent-ink" : "text-ink-3"}`}
                />
              </span>
              <span class="mt-0.5 flex items-center gap-2">
                <span class={`flex min-w-0 flex-1 items-center gap-1 text-13 ${unread() ? "text-ink" : "text-ink-2"}`}>
                  <Preview conversation={conversation()} />
                </span>
                <Show when={unread()}>
                  <span class="inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 text-12 font-semibold text-on-accent">
                    {conversation().unread > 99 ? "99+" : conversation().unread}
                    <span class="sr-only"> unread</span>
                  </span>
                </Show>
              </span>
              <Footer conversation={conversation()} />
            </span>
          </A>
        );
      }}
    </Show>
  );
}

/** The newest words: what still waits here, else what the account has. */
function Preview(props: { conversation: Conversation }): JSX.Element {
  const { inbox } = useInbox();
  const pending = createMemo(() => inbox.waiting().findLast((item) => item.conversationId === props.conversation.id));
  const last = () => props.conversation.lastMessage;
  const draft = createMemo(() => unsent(inbox.drafts.get(props.conversation.id)));
  return (
    <Show
      when={pending()}
      fallback={
        <Show when={inbox.selected() !== props.conversation.id && draft()} fallback={<Last />}>
          {(words) => (
            <>
              <span class="shrink-0 rounded-inner bg-accent-soft px-1.5 text-12 leading-4.5 font-medium text-accent-ink">
                Draft
              </span>
              <span class="truncate">{words()}</span>
            </>
          )}
        </Show>
      }
    >
      {(item) => (
        <>
          <MessageTicks stage={stageOfItem(item())} />
          <span class="truncate">{item().text || "File"}</span>
        </>
      )}
    </Show>
  );

  function Last() {
    return (
      <Show when={last()} fallback={<span class="truncate text-ink-3">No messages yet</span>}>
        {(message) => (
          <>
            <Show when={message().private}>
              <Lock class="size-3.5 shrink-0 text-warning" aria-label="Note" />
            </Show>
            <Show when={message().direction === "out" && !message().private && stageOf(message().status)}>
              {(stage) => <MessageTicks stage={stage()} />}
            </Show>
            <span class="truncate">{message().text}</span>
          </>
        )}
      </Show>
    );
  }
}

/** What a person has begun to write there, on any of their screens. */
function unsent({ mode, reply, note, files }: Draft): string | undefined {
  const words = mode === "note" ? note || reply : reply || note;
  if (words.trim() !== "") return words;
  return files?.length ? "File" : undefined;
}

/** What else is worth a glance: test mode, a window about to close, labels, and who looks after it. */
function Footer(props: { conversation: Conversation }) {
  const { inbox } = useInbox();
  const window = () => replyWindow(props.conversation, now());
  const closing = () => {
    const at = window();
    const still = at.state === "open" || at.state === "person";
    return props.conversation.status === "open" && still && at.closing ? at.leftMs : undefined;
  };
  const assignee = () => inbox.members().find((member) => member.id === props.conversation.assignee);
  const labels = () => props.conversation.labels;
  const sandbox = () => props.conversation.sandbox && !inbox.conversations.onlySandbox();
  const any = () => sandbox() || closing() !== undefined || labels().length > 0 || assignee() !== undefined;
  return (
    <Show when={any()}>
      <span class="mt-1 flex min-w-0 items-center gap-1.5 overflow-hidden text-12">
        <Show when={sandbox()}>
          <SandboxTag />
        </Show>
        <Show when={closing()}>
          {(left) => (
            <span class="shrink-0 font-medium whitespace-nowrap text-warning">{duration(left())} to reply</span>
          )}
        </Show>
        <For each={labels().slice(0, LABELS_SHOWN)}>
          {(label) => (
            <span class="max-w-24 truncate rounded-inner border border-line bg-surface px-1.5 leading-4.5 text-ink-2">
              {label}
            </span>
          )}
        </For>
        <Show when={labels().length > LABELS_SHOWN}>
          <span class="text-ink-3">+{labels().length - LABELS_SHOWN}</span>
        </Show>
        <Show when={assignee()}>
          {(member) => (
            <span class="ml-auto flex min-w-0 items-center gap-1 text-ink-3" data-tip={`Assigned to ${member().name}`}>
              <span class="truncate">{member().id === inbox.user.id ? "You" : firstName(member().name)}</span>
            </span>
          )}
        </Show>
      </span>
    </Show>
  );
}

function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
