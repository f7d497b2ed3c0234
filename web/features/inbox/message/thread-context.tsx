import { createContext, useContext } from "solid-js";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import type { Thread } from "../../../stores/inbox/threads.ts";

/** What the messages of one thread share: whose it is, and what lies over it. */
export interface ThreadContext {
  conversation: () => Conversation;
  thread: () => Thread;
  /** Shows a picture or a video large, among all of the thread. */
  view: (attachment: Attachment) => void;
  /** Scrolls to a message by our id or the provider's, reading older ones if need be. */
  jump: (id: string) => void;
}

const Context = createContext<ThreadContext>();
export const ThreadProvider = Context.Provider;

/** The message list this component is in. Throws outside of one. */
export function useThread(): ThreadContext {
  const context = useContext(Context);
  if (!context) throw new Error("useThread() works only inside a message list.");
  return context;
}
