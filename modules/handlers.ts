import type { Channel } from "../schema/channels.ts";
import { aiHandlers } from "./ai/handlers.ts";
import type { ModuleSlug } from "./catalog.ts";
import { instagramHandlers } from "./instagram/handlers.ts";
import type { ChannelHandlers, ModuleHandlers } from "./module.ts";
import { whatsappHandlers } from "./whatsapp/handlers.ts";

/** The server's half of every channel: one without handlers does not compile. */
const CHANNEL_HANDLERS = { whatsapp: whatsappHandlers, instagram: instagramHandlers } as const satisfies Record<
  Channel,
  ChannelHandlers
>;

/** The same of every module of the catalog. */
const HANDLERS = { ...CHANNEL_HANDLERS, ai: aiHandlers } as const satisfies Record<ModuleSlug, ModuleHandlers>;

/** The handlers of a slug, undefined when the catalog has no such module. */
export function handlersOf(slug: string): ModuleHandlers | undefined {
  return Object.hasOwn(HANDLERS, slug) ? HANDLERS[slug as ModuleSlug] : undefined;
}

/** What a channel does, undefined when the slug is no channel's. */
export function channelHandlersOf(slug: string): ChannelHandlers | undefined {
  return Object.hasOwn(CHANNEL_HANDLERS, slug) ? CHANNEL_HANDLERS[slug as Channel] : undefined;
}
