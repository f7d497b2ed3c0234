import type { CollectionSlug, WritableSlug } from "../../../schema/collections/catalog.ts";
import type { Readable, Writable } from "./behaviour.ts";
import { cannedRepliesBehaviour } from "./canned-replies.ts";
import { contactsBehaviour } from "./contacts.ts";
import { conversationsBehaviour } from "./conversations.ts";
import { messagesBehaviour } from "./messages.ts";
import { templatesBehaviour } from "./templates.ts";

/** What each collection's writes mean. A collection that declares bodies and has no entry does not compile. */
export const WRITABLE: { readonly [S in WritableSlug]: Writable<S> } = {
  contacts: contactsBehaviour,
  "canned-replies": cannedRepliesBehaviour,
};

/** How each collection's rows become documents. */
export const READABLE: { readonly [S in CollectionSlug]: Readable<S> } = {
  ...WRITABLE,
  conversations: conversationsBehaviour,
  messages: messagesBehaviour,
  templates: templatesBehaviour,
};
