import { z } from "zod";
import { asking } from "../http/ask.ts";
import { bearer } from "../http/authorization.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { SLACK } from "./provider.ts";

/**
 * Proves with Slack that the token works and that the app may write in the channel. Nothing is written.
 * https://docs.slack.dev/reference/methods/auth.test and https://docs.slack.dev/reference/methods/conversations.info
 */
export async function verifyApp(credentials: Credentials, provider: ProviderFetch, now: number): Promise<Verification> {
  const { botToken = "", channelId = "" } = credentials;
  const ask = asking(SLACK, credentials, provider);
  const headers = bearer(botToken);

  const who = await ask("/api/auth.test", { method: "POST", headers, reads: Who });
  if (who.kind !== "ok") return notWorking(now, troubleOf(who, SLACK));
  // Slack names the scopes of the token in a header of every answer.
  const scopes = who.headers
    .get("x-oauth-scopes")
    ?.split(",")
    .map((scope) => scope.trim());
  if (scopes !== undefined && !scopes.includes("chat:write")) return notWorking(now, MUST_NOT_WRITE);

  const channel = await ask(`/api/conversations.info?channel=${encodeURIComponent(channelId)}`, {
    headers,
    reads: Channel,
  });
  if (channel.kind !== "ok") return notWorking(now, troubleOf(channel, SLACK));
  const { name, is_archived: isArchived, is_member: isMember } = channel.body.channel;
  if (isArchived === true) return notWorking(now, ARCHIVED);
  if (isMember === false) return notWorking(now, NOT_INVITED);
  return working(now, { workspace: who.body.team, app: who.body.user, channel: name && `#${name}` });
}

const Who = z.object({ ok: z.literal(true), team: z.string().optional(), user: z.string().optional() });
const Channel = z.object({
  ok: z.literal(true),
  channel: z.object({
    name: z.string().optional(),
    is_archived: z.boolean().optional(),
    is_member: z.boolean().optional(),
  }),
});

const MUST_NOT_WRITE = {
  cause: "permission",
  reason: "The token works, but the app may not write: it lacks the scope chat:write.",
  fix: "Under OAuth & Permissions add chat:write, then install the app to the workspace again.",
} as const satisfies Trouble;
const ARCHIVED = {
  cause: "configuration",
  reason: "The token works, but the channel is archived.",
  fix: "Choose another channel, or take this one out of the archive.",
} as const satisfies Trouble;
const NOT_INVITED = {
  cause: "permission",
  reason: "The token works, but the app is not in the channel.",
  fix: "In Slack open the channel and write /invite and the app's name, then verify again.",
} as const satisfies Trouble;
