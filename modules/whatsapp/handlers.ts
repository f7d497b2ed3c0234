import type { ChannelHandlers } from "../module.ts";
import { parseWebhook } from "./inbound/parse-webhook.ts";
import { locateMedia } from "./locate-media.ts";
import { sendMessage } from "./send.ts";
import { listTemplates } from "./templates/list-templates.ts";
import { verifyNumber } from "./verify.ts";

/** What the server does with WhatsApp: Meta's Cloud API both ways. */
export const whatsappHandlers = {
  apis: [{ host: "graph.facebook.com", variable: "META_GRAPH_URL" }],
  // https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput and #pair-rate-limits
  pace: { install: { burst: 80, perSecond: 80 }, person: { burst: 45, perSecond: 1 / 6 } },
  verify: verifyNumber,
  send: sendMessage,
  parseWebhook,
  listTemplates: (credentials, provider) => listTemplates(credentials, provider),
  media: { hosts: ["lookaside.fbsbx.com", ".fbcdn.net", ".whatsapp.net"], locate: locateMedia },
} as const satisfies ChannelHandlers;
