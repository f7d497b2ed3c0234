import { A } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import CircleCheck from "lucide-solid/icons/circle-check";
import NotepadText from "lucide-solid/icons/notepad-text";
import PanelRight from "lucide-solid/icons/panel-right";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import UserRound from "lucide-solid/icons/user-round";
import { onCleanup, Show } from "solid-js";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { narrow } from "../../stores/narrow.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { assigneeEntries, nameOf } from "./assignee-entries.ts";
import { channelName } from "./channel-mark.tsx";
import { useInbox } from "./inbox-context.tsx";
import { PresenceAvatars } from "./presence-avatars.tsx";
import { toggleResolved } from "./shortcuts.ts";

/** Over the thread: who it is with, who else is here, and the two acts that move a conversation on. */
export function ConversationHeader(props: { conversation: Conversation }) {
  const page = useInbox();
  const { inbox, acts } = page;
  const resolved = () => props.conversation.status === "resolved";
  const assignee = () => props.conversation.assignee;
  let assignButton: HTMLElement | undefined;

  const assign = (): void => assignButton?.click();
  if (inbox.canEdit) acts.assign = assign;
  onCleanup(() => {
    if (acts.assign === assign) delete acts.assign;
  });

  return (
    <header class="flex h-14 shrink-0 items-center gap-2.5 border-b border-line bg-surface pr-2.5 pl-4 max-narrow:gap-1 max-narrow:pr-1 max-narrow:pl-0">
      <Show when={narrow()}>
        <A
          href={page.hrefOf()}
          aria-label="Back to the list"
          class="inline-flex size-11 shrink-0 items-center justify-center text-ink-2 [&_svg]:size-5"
        >
          <ArrowLeft aria-hidden="true" />
        </A>
      </Show>
      <span class="max-narrow:hidden">
        <Avatar name={props.conversation.contact.name} size={32} />
      </span>
      <div class="min-w-0 flex-1">
        <div class="flex items-center gap-2">
          <h2 class="truncate text-14 font-semibold">{props.conversation.contact.name}</h2>
          <Show when={props.conversation.sandbox && !narrow()}>
            <SandboxTag />
          </Show>
        </div>
        <p class="flex items-center gap-1.5 truncate text-12 text-ink-3">
          <span class="truncate">
            {/* On a narrow screen the name needs the room of the tag. */}
            <Show when={props.conversation.sandbox && narrow()}>
              <span class="font-semibold text-sandbox">Sandbox</span> ·{" "}
            </Show>
            {channelName(props.conversation.channel)}
            <Show when={props.conversation.contact.phone}> · {props.conversation.contact.phone}</Show>
          </span>
        </p>
      </div>
      <PresenceAvatars conversationId={props.conversation.id} />
      <Show when={inbox.canEdit}>
        <Menu
          align="end"
          entries={assigneeEntries(inbox, props.conversation)}
          trigger={(trigger) => {
            const { ref, ...rest } = trigger;
            const keep = (element: HTMLElement): void => {
              assignButton = element;
              ref(element);
            };
            return (
              <Show
                when={!narrow()}
                fallback={
                  <IconButton {...rest} ref={keep} label={`Assigned to ${nameOf(inbox, assignee())}. Change`}>
                    <UserRound aria-hidden="true" />
                  </IconButton>
                }
              >
                <Button
                  {...rest}
                  ref={keep}
                  size="sm"
                  variant="ghost"
                  icon={<UserRound aria-hidden="true" />}
                  data-tip="Assign"
                  data-tip-keys="a"
                >
                  <span class="sr-only">Assigned to </span>
                  <span class="max-w-32 truncate">{nameOf(inbox, assignee())}</span>
                </Button>
              </Show>
            );
          }}
        />
        <Show
          when={!narrow()}
          fallback={
            <IconButton
              label={resolved() ? "Reopen" : "Resolve"}
              onClick={() => toggleResolved(page, props.conversation.id)}
            >
              <Show when={resolved()} fallback={<CircleCheck aria-hidden="true" />}>
                <RotateCcw aria-hidden="true" />
              </Show>
            </IconButton>
          }
        >
          <Button
            size="sm"
            icon={
              <Show when={resolved()} fallback={<CircleCheck aria-hidden="true" />}>
                <RotateCcw aria-hidden="true" />
              </Show>
            }
            data-tip={resolved() ? "Reopen" : "Resolve"}
            data-tip-keys="e"
            onClick={() => toggleResolved(page, props.conversation.id)}
          >
            {resolved() ? "Reopen" : "Resolve"}
          </Button>
        </Show>
      </Show>
      {/* On a narrow screen it is in the composer's menu. */}
      <Show when={inbox.canReply && !narrow()}>
        <IconButton label="Summarise with AI" onClick={() => acts.summarise?.()}>
          <NotepadText aria-hidden="true" />
        </IconButton>
      </Show>
      <IconButton
        label={page.panelOpen() ? "Hide the person" : "Show the person"}
        pressed={page.panelOpen()}
        onClick={() => page.setPanelOpen(!page.panelOpen())}
      >
        <PanelRight aria-hidden="true" />
      </IconButton>
    </header>
  );
}
