import { z } from "zod";
import { asking } from "../http/ask.ts";
import { bearer } from "../http/authorization.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import { GRAPH_VERSION } from "../meta/graph.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { META_LEADS } from "./provider.ts";

/**
 * Proves with Meta that the token reads the page and its lead forms. Of Google's key nobody can say anything: it is kept for the day Google
 * sends it along. https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving
 */
export async function verifyLeadAds(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { pageId = "", pageAccessToken = "", googleKey = "" } = credentials;
  const google = googleKey === "" ? undefined : "Key kept: Google is not asked";
  if (pageId === "") return google === undefined ? notWorking(now, NOTHING) : working(now, { google });

  const ask = asking(META_LEADS, credentials, provider);
  const headers = bearer(pageAccessToken);
  const at = `/${GRAPH_VERSION}/${encodeURIComponent(pageId)}`;
  const page = await ask(`${at}?fields=id,name`, { headers, reads: Page });
  if (page.kind !== "ok") return notWorking(now, troubleOf(page, META_LEADS));
  if (page.body.id !== pageId) return notWorking(now, OTHER_PAGE);

  const forms = await ask(`${at}/leadgen_forms?fields=id,status&limit=${MOST_FORMS}`, { headers, reads: Forms });
  if (forms.kind !== "ok") return notWorking(now, troubleOf(forms, META_LEADS));
  const active = forms.body.data.filter(({ status }) => status === "ACTIVE").length;
  const more = forms.body.data.length === MOST_FORMS ? " or more" : "";
  return working(
    now,
    { page: page.body.name, forms: `${active}${more} active`, google },
    { but: active === 0 ? NO_FORM : undefined },
  );
}

const MOST_FORMS = 100;
const Page = z.object({ id: z.coerce.string(), name: z.string() });
const Forms = z.object({ data: z.array(z.object({ id: z.coerce.string(), status: z.string().optional() })) });

const NOTHING = {
  cause: "configuration",
  reason: "There is neither a page nor a key of Google's.",
  fix: "Enter a Facebook page with its token, or the key of Google's lead forms.",
} as const satisfies Trouble;

const OTHER_PAGE = {
  cause: "configuration",
  reason: "The token works, but Meta answered for another page.",
  fix: "Compare the page ID with the page's transparency section, and make the token for that page.",
} as const satisfies Trouble;

const NO_FORM = {
  cause: "configuration",
  reason: "The token works, but the page has no lead form that is active.",
  fix: "Make a lead form in Meta Ads Manager, or publish the one there is.",
} as const satisfies Trouble;
