import { z } from "zod";
import { asking } from "../http/ask.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { DISCORD } from "./provider.ts";

/**
 * Proves with Discord that the webhook exists, and shows which one it is. Nothing is written.
 * https://docs.discord.com/developers/resources/webhook#get-webhook-with-token
 */
export async function verifyWebhook(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const [, id = "", token = ""] = WEBHOOK.exec(credentials["webhookUrl"] ?? "") ?? [];
  const found = await asking(
    DISCORD,
    { ...credentials, token },
    provider,
  )(`/api/v10/webhooks/${id}/${token}`, {
    reads: Webhook,
  });
  if (found.kind !== "ok") return notWorking(now, troubleOf(found, DISCORD));
  const { name, channel_id: channel, guild_id: server } = found.body;
  return working(now, { webhook: name ?? undefined, channelId: channel ?? undefined, serverId: server ?? undefined });
}

const WEBHOOK = /\/webhooks\/([0-9]+)\/([\w-]+)$/;
const Webhook = z.object({
  id: z.string(),
  name: z.string().nullish(),
  channel_id: z.string().nullish(),
  guild_id: z.string().nullish(),
});
