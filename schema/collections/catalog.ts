import type { z } from "zod";
import { cannedReplies } from "./canned-replies.ts";
import { contacts } from "./contacts.ts";
import { conversations } from "./conversations.ts";
import { messages } from "./messages.ts";
import { templates } from "./templates.ts";

/** Every collection by its slug. Adding one: docs/collections.md. */
export const COLLECTIONS = { contacts, conversations, messages, "canned-replies": cannedReplies, templates } as const;

export type CollectionSlug = keyof typeof COLLECTIONS;
/** The document of a collection as the API answers it. */
export type DocumentOf<S extends CollectionSlug> = z.infer<(typeof COLLECTIONS)[S]["document"]>;
/** The collections whose documents clients make, change and delete through the collection itself. */
export type WritableSlug = {
  [S in CollectionSlug]: (typeof COLLECTIONS)[S] extends { create: z.ZodObject } ? S : never;
}[CollectionSlug];
