import { createRoot } from "solid-js";
import { createInbox, type Inbox, type InboxOptions } from "./inbox.ts";

let current: { key: string; inbox: Inbox; dispose: () => void } | undefined;

/**
 * The inbox of an account for a person. It outlives the page, so that coming back to it costs nothing and what waits to be sent goes out
 * from any page; it ends when another account or person opens theirs.
 */
export function openInbox(options: InboxOptions): Inbox {
  const key = JSON.stringify([options.tenant, options.user.id, options.canReply, options.canEdit]);
  const over = current?.inbox.status() === "ended" || current?.inbox.status() === "forbidden";
  if (current?.key === key && !over) return current.inbox;
  current?.dispose();
  current = createRoot((dispose) => ({ key, inbox: createInbox(options), dispose }));
  return current.inbox;
}
