import type { UpMessage } from "../../schema/realtime/up.ts";

/** Tells the others that this person types. Repeats `true` at most every 3 s (it lapses after 6 s) and says `false` after 4 s of rest. */
export interface TypingNotice {
  /** A key was pressed in the reply of this conversation. */
  typed(conversationId: string): void;
  /** Sent, emptied, or left. */
  stopped(): void;
}

const REPEAT_MS = 3_000;
const REST_MS = 4_000;

/** `send` puts a message on the socket. */
export function createTypingNotice(send: (message: UpMessage) => void): TypingNotice {
  let told: { conversationId: string; at: number } | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function stopped(): void {
    clearTimeout(rest);
    if (told) send({ type: "typing", conversationId: told.conversationId, typing: false });
    told = undefined;
  }

  function typed(conversationId: string): void {
    if (told && told.conversationId !== conversationId) stopped();
    const now = Date.now();
    if (!told || now - told.at >= REPEAT_MS) {
      told = { conversationId, at: now };
      send({ type: "typing", conversationId, typing: true });
    }
    clearTimeout(rest);
    rest = setTimeout(stopped, REST_MS);
  }

  return { typed, stopped };
}
