import { z } from "zod";
import { graphCall } from "../meta/graph.ts";
import type { Credentials, ProfileOutcome, ProviderFetch } from "../module.ts";
import { INSTAGRAM_ERRORS } from "./provider-errors.ts";

/**
 * Who a person is, as far as they let businesses see it: only those who wrote to the account, and not all of those (230). Never throws.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api/user-profile
 */
export async function readProfile(
  personId: string,
  { accessToken = "" }: Credentials,
  provider: ProviderFetch,
): Promise<ProfileOutcome> {
  const answer = await graphCall(provider, accessToken, `/${encodeURIComponent(personId)}?fields=name,username`);
  if (answer.kind === "ok") {
    const { name, username } = Profile.safeParse(answer.body).data ?? {};
    const known = { ...(name ? { name } : {}), ...(username ? { username } : {}) };
    return Object.keys(known).length === 0 ? { kind: "none" } : { kind: "found", ...known };
  }
  if (answer.kind !== "refused") return { kind: "retry" };
  // A token can be renewed meanwhile; what is refused otherwise stays refused.
  const passes = answer.code === "190" || INSTAGRAM_ERRORS.find(answer.code, answer.subcode)?.backoff !== undefined;
  return { kind: passes ? "retry" : "none" };
}

const Profile = z.object({ name: z.string().max(500).optional(), username: z.string().max(100).optional() });
