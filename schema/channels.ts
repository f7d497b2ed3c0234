import type { IdentityKind } from "./contracts/contacts.ts";

/** Channels that exist today. A new channel module adds its slug here and its rules below. */
export const CHANNELS = ["whatsapp", "instagram"] as const;
export type Channel = (typeof CHANNELS)[number];

/** The channel a module is, undefined for one that is none. */
export function channelOf(module: string): Channel | undefined {
  return CHANNELS.find((channel) => channel === module);
}

const HOUR_MS = 60 * 60 * 1000;

/** What a channel's provider allows. Times are ms after the customer's last message. */
export interface ChannelRules {
  /** As people write it. */
  name: string;
  /** How long free-form replies may be sent, by anyone and anything. */
  windowMs: number;
  /** How long a person may reply, where a provider allows people more time than machines. */
  personMs: number;
  /** The kind of id by which the provider is asked for people's names; null where its webhooks bring them. */
  namedBy: IdentityKind | null;
  /** The longest text one message may hold. */
  text: { max: number; unit: "characters" | "bytes" };
  /** Messages approved beforehand that may be sent at any time, and where people make them; null where there are none. */
  templates: { managerUrl: string } | null;
}

/**
 * WhatsApp: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 * Instagram: https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api and
 * https://developers.facebook.com/docs/features-reference/human-agent
 */
export const CHANNEL_RULES = {
  whatsapp: {
    name: "WhatsApp",
    windowMs: 24 * HOUR_MS,
    personMs: 24 * HOUR_MS,
    namedBy: null,
    text: { max: 4096, unit: "characters" },
    templates: { managerUrl: "https://business.facebook.com/wa/manage/message-templates/" },
  },
  instagram: {
    name: "Instagram",
    windowMs: 24 * HOUR_MS,
    personMs: 7 * 24 * HOUR_MS,
    namedBy: "instagram",
    text: { max: 1000, unit: "bytes" },
    templates: null,
  },
} as const satisfies Record<Channel, ChannelRules>;

/**
 * Where a conversation stands in its channel's rule. `open`: anything may be sent. `person`: only what a person writes. `closed`: nothing
 * free-form. `expiresAt` is when the window ends, ms since the epoch; null when the customer never wrote.
 */
export function replyWindow(channel: Channel, expiresAt: number | null, now: number): "open" | "person" | "closed" {
  if (expiresAt === null) return "closed";
  if (now < expiresAt) return "open";
  return now < personUntil(channel, expiresAt) ? "person" : "closed";
}

/** Until when a person may reply, ms since the epoch, by when the window for all ends. */
export function personUntil(channel: Channel, expiresAt: number): number {
  const { windowMs, personMs } = CHANNEL_RULES[channel];
  return expiresAt + personMs - windowMs;
}

/** How far a text is over what one message of the channel holds, in its unit; 0 when it fits. */
export function textOverflow(channel: Channel, text: string): number {
  const { max, unit } = CHANNEL_RULES[channel].text;
  const size = unit === "bytes" ? new TextEncoder().encode(text).length : text.length;
  return Math.max(0, size - max);
}
