import { z } from "zod";
import { type GraphAnswer, graphCall } from "../meta/graph.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../meta/trouble.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { INSTAGRAM_ERRORS } from "./provider-errors.ts";

/**
 * Proves with the provider that the credentials work: the token must be this account's own, or be able to read exactly this id. Then the
 * account's messages are subscribed to; a fault there leaves the account connected, with a reason to see.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started
 */
export async function verifyAccount(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const checkedAt = new Date(now).toISOString();
  const { instagramAccountId = "", accessToken = "" } = credentials;
  const id = encodeURIComponent(instagramAccountId);

  const own = await graphCall(provider, accessToken, `/me?fields=${OWN_FIELDS}`);
  const account = accountOf(own, instagramAccountId);
  // A token that is no account's own (a system user's) knows itself by another id, but can read the account.
  const read =
    account ?? accountOf(await graphCall(provider, accessToken, `/${id}?fields=${FIELDS}`), instagramAccountId);
  if (read === undefined) return { health: { ok: false, checkedAt, ...refusal(own) }, proven: [], details: {} };

  const subscribed = subscription(
    await graphCall(provider, accessToken, `/${id}/subscribed_apps?subscribed_fields=${SUBSCRIBED}`, {
      method: "POST",
    }),
  );
  return {
    health: { ok: true, checkedAt, ...subscribed },
    proven: [{ kind: "instagram_account_id", outsideId: instagramAccountId }],
    details: read,
  };
}

const FIELDS = "id,username,name";
const OWN_FIELDS = "user_id,username,name,account_type";
/** https://developers.facebook.com/docs/instagram-platform/webhooks#step-2--enable-subscriptions */
const SUBSCRIBED = [
  "messages",
  "message_edit",
  "message_reactions",
  "messaging_postbacks",
  "messaging_referral",
  "messaging_seen",
  "standby",
].join(",");

/** `user_id` is the id webhooks use; `id` of the same node may be one for this app alone. */
const Account = z.object({
  user_id: z.coerce.string().optional().catch(undefined),
  id: z.coerce.string().optional().catch(undefined),
  username: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  account_type: z.string().optional().catch(undefined),
});

/** What there is to show of the account; undefined when the answer is not for exactly this id. */
function accountOf(answer: GraphAnswer, instagramAccountId: string): Record<string, string> | undefined {
  const account = answer.kind === "ok" ? Account.safeParse(answer.body).data : undefined;
  if (account === undefined || (account.user_id ?? account.id) !== instagramAccountId) return undefined;
  const { username, name, account_type: accountType } = account;
  return {
    ...(username === undefined ? {} : { username: `@${username}` }),
    ...(name === undefined ? {} : { verifiedName: name }),
    ...(accountType === undefined ? {} : { accountType }),
  };
}

function refusal(own: GraphAnswer): Trouble {
  if (own.kind !== "ok") return troubleOf(own, "the access token", INSTAGRAM_ERRORS);
  return {
    cause: "configuration",
    reason: "The access token works, but for another Instagram account.",
    fix: "Compare the Instagram account ID with Meta's page “API setup with Instagram login”, and make the token for that account.",
  };
}

function subscription(answer: GraphAnswer): Partial<Trouble> {
  if (answer.kind === "ok") return {};
  const { cause, reason } = troubleOf(answer, "the Instagram account ID", INSTAGRAM_ERRORS);
  return {
    cause,
    reason: `Sending works, but the app could not be subscribed to this account's messages. ${reason}`,
    fix: "Give the token instagram_business_manage_messages, or subscribe the app in Meta's webhook settings, then verify again.",
  };
}
