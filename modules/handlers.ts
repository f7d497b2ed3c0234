import { type Channel, channelOf } from "../schema/channels.ts";
import * as handlers from "./all-handlers.ts";
import * as manifests from "./manifests.ts";
import type { ChannelHandlers, ModuleHandlers } from "./module.ts";

/** The server's half of every module and of every channel: one without does not compile. */
const HANDLERS: Readonly<Record<keyof typeof manifests, ModuleHandlers>> = handlers;
const CHANNEL_HANDLERS: Readonly<Record<Channel, ChannelHandlers>> = handlers;

const BY_SLUG: ReadonlyMap<string, ModuleHandlers> = new Map(
  Object.entries(manifests).map(([name, { slug }]) => [slug, HANDLERS[name as keyof typeof manifests]]),
);

/** The handlers of a slug, undefined when the catalog has no such module. */
export function handlersOf(slug: string): ModuleHandlers | undefined {
  return BY_SLUG.get(slug);
}

/** What a channel does, undefined when the slug is no channel's. */
export function channelHandlersOf(slug: string): ChannelHandlers | undefined {
  const channel = channelOf(slug);
  return channel && CHANNEL_HANDLERS[channel];
}
