import { reach } from "../http/reach.ts";
import type { Trouble } from "../http/trouble.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";

/**
 * Proves as much as can be without a provider: that the site is public and answers with a page. Whose site it is, nobody is asked.
 */
export async function verifySite(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { siteUrl = "" } = credentials;
  const found = await reach(provider, siteUrl, "The website", { headers: { accept: "text/html" } });
  if ("cause" in found) return notWorking(now, found);
  const { status, headers, text } = found;
  if (status < 200 || status >= 300) return notWorking(now, answering(status));
  if (text === undefined) return working(now, { site: new URL(siteUrl).hostname });
  if (!PAGE.test(headers.get("content-type") ?? "") || text.trim() === "") return notWorking(now, NO_PAGE);
  return working(now, { site: new URL(siteUrl).hostname, title: titleOf(text) });
}

const PAGE = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;

function answering(status: number): Trouble {
  return {
    cause: "configuration",
    reason: `The website answered ${status} in place of a page.`,
    fix: "Open the address in a browser and enter the one that shows your website.",
  };
}

const NO_PAGE = {
  cause: "configuration",
  reason: "Something answers at this address, but it is no web page.",
  fix: "Enter the address that visitors open in a browser.",
} as const satisfies Trouble;

/** For people to see that it is the right site. */
function titleOf(page: string): string | undefined {
  return /<title[^>]*>([^<]{1,300})<\/title>/i.exec(page.slice(0, HEAD_CHARACTERS))?.[1];
}
const HEAD_CHARACTERS = 64 * 1024;
