import { createEffect, createSignal, on } from "solid-js";
import { canUndo } from "./composing/undo-send.ts";
import { useInbox } from "./inbox-context.tsx";

const SPOKEN_CHARACTERS = 200;

/** Speaks to those who cannot see it: new messages of customers, in full in the open conversation and by name elsewhere, and that a reply can be taken back. */
export default function Announcer() {
  const { inbox } = useInbox();
  const [words, setWords] = createSignal("");
  createEffect(
    on(
      inbox.arrived,
      (message) => {
        if (!message || message.direction !== "in") return;
        const name = inbox.conversations.get(message.conversationId)?.contact.name ?? message.author.name;
        const here = message.conversationId === inbox.selected();
        const text = message.text ?? message.placeholder ?? (message.attachments.length > 0 ? "sent a file" : "");
        setWords(here ? `${name}: ${text.slice(0, SPOKEN_CHARACTERS)}` : `New message from ${name}`);
      },
      { defer: true },
    ),
  );
  return (
    <>
      <p class="sr-only" aria-live="polite" aria-atomic="true">
        {words()}
      </p>
      <p class="sr-only" role="status">
        {canUndo() ? "Sending in a moment. Ctrl+Z in the empty reply takes it back." : ""}
      </p>
    </>
  );
}
