import type { ModuleSlug } from "./catalog.ts";
import { instagramHandlers } from "./instagram/handlers.ts";
import type { ChannelHandlers } from "./module.ts";
import { whatsappHandlers } from "./whatsapp/handlers.ts";

/** The server's half of every module: a slug of the catalog without handlers does not compile. */
const HANDLERS = { whatsapp: whatsappHandlers, instagram: instagramHandlers } as const satisfies Record<
  ModuleSlug,
  ChannelHandlers
>;

/** The handlers of a slug, undefined when the catalog has no such module. */
export function handlersOf(slug: string): ChannelHandlers | undefined {
  return Object.hasOwn(HANDLERS, slug) ? HANDLERS[slug as ModuleSlug] : undefined;
}
