import { z } from "zod";
import type { Trouble } from "../http/trouble.ts";
import { notWorking, working } from "../http/verification.ts";
import { graphCall } from "../meta/graph.ts";
import { troubleOf } from "../meta/trouble.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { MESSENGER_ERRORS } from "./provider-errors.ts";

/**
 * Proves with Meta that the token is this page's own, and that it may see the page's conversations: of one it asks the id. Nothing is changed.
 * https://developers.facebook.com/docs/graph-api/reference/page and …/page/conversations
 */
export async function verifyPage(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { pageId = "", accessToken = "" } = credentials;
  const me = await graphCall(provider, accessToken, "/me?fields=id,name,username");
  if (me.kind !== "ok") return notWorking(now, troubleOf(me, "the page access token", MESSENGER_ERRORS));
  const page = Page.safeParse(me.body);
  if (!page.success) return notWorking(now, STRANGE);
  if (page.data.id !== pageId) return notWorking(now, ANOTHER);

  const seen = await graphCall(provider, accessToken, `/${encodeURIComponent(pageId)}/conversations?fields=id&limit=1`);
  if (seen.kind !== "ok") return notWorking(now, troubleOf(seen, "the page's conversations", MESSENGER_ERRORS));
  if (!List.safeParse(seen.body).success) return notWorking(now, STRANGE);
  const { name, username } = page.data;
  return working(now, { page: name, username: username && `@${username}` });
}

const Page = z.object({
  id: z.coerce.string(),
  name: z.string().optional().catch(undefined),
  username: z.string().optional().catch(undefined),
});
const List = z.object({ data: z.array(z.unknown()) });

const ANOTHER = {
  cause: "configuration",
  reason: "The access token works, but it is not this page's own: it is a person's, or another page's.",
  fix: "Compare the page's id with Messenger > Settings in Meta for Developers, and make the token for that page.",
} as const satisfies Trouble;
const STRANGE = {
  cause: "provider_down",
  reason: "Meta's address did not answer as Meta does.",
  fix: "Try again in some minutes. If it stays, check META_GRAPH_URL.",
} as const satisfies Trouble;
