import { createContext, useContext } from "solid-js";
import type { Message } from "../../../schema/contracts/messages.ts";
import type { Inbox } from "../../stores/inbox/inbox.ts";

/** What the parts of the inbox page share: the state, and the acts that belong to the page rather than to one part. */
export interface InboxPageContext {
  inbox: Inbox;
  /** Address of a conversation in the view that is shown; without an id, of the list. */
  hrefOf: (conversationId?: string) => string;
  go: (conversationId?: string) => void;
  /** The panel beside the thread. */
  panelOpen: () => boolean;
  setPanelOpen: (open: boolean) => void;
  /** Keys and buttons meet here: what a part offers while it is on the screen. */
  acts: InboxActs;
}

/** Acts that a part of the page registers while it is shown. */
export interface InboxActs {
  reply?: () => void;
  note?: () => void;
  /** Begins a reply to one message. */
  answer?: (message: Message) => void;
  /** Opens the menu of what the AI can do. */
  assist?: () => void;
  summarise?: () => void;
  assign?: () => void;
  search?: () => void;
}

const Context = createContext<InboxPageContext>();
export const InboxProvider = Context.Provider;

/** The inbox this component is in. Throws outside of one. */
export function useInbox(): InboxPageContext {
  const context = useContext(Context);
  if (!context) throw new Error("useInbox() works only inside the inbox page.");
  return context;
}
