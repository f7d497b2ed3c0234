import type { ChannelHandlers } from "../module.ts";
import { parseWebhook } from "./inbound/parse-webhook.ts";
import { META_FILE_HOSTS } from "./inbound/web-address.ts";
import { locateMedia } from "./locate-media.ts";
import { readProfile } from "./profile.ts";
import { sendMessage } from "./send.ts";
import { verifyAccount } from "./verify.ts";

/** What the server does with Instagram: Meta's messaging API both ways. */
export const instagramHandlers = {
  apis: [{ host: "graph.instagram.com", variable: "META_GRAPH_URL" }],
  // https://developers.facebook.com/docs/instagram-platform/overview#messaging: a person's share is our own, to keep to a human pace.
  pace: { install: { burst: 100, perSecond: 100 }, person: { burst: 20, perSecond: 1 } },
  verify: verifyAccount,
  send: sendMessage,
  parseWebhook,
  readProfile,
  media: { hosts: META_FILE_HOSTS, locate: locateMedia },
} as const satisfies ChannelHandlers;
