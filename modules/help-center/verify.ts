import { reach } from "../http/reach.ts";
import type { Trouble } from "../http/trouble.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { readPage } from "./read-page.ts";

/** Opens the first page of somebody's help, as anybody may, and says what can be read there. No provider is asked. */
export async function verifyHelpPages(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { startUrl = "" } = credentials;
  const found = await reach(provider, startUrl, "The first page", { moves: true, headers: { accept: "text/html" } });
  if ("cause" in found) return notWorking(now, found);
  const page = found.text === undefined ? undefined : readPage(found.text, startUrl);
  if (page === undefined) return notWorking(now, NO_PAGE);
  const { title, characters, links } = page;
  const details = { page: title === "" ? startUrl : title, links: `${links} to pages of the same site` };
  return working(now, details, { but: characters < LEAST_CHARACTERS ? BARE : links === 0 ? ALONE : undefined });
}

/** Less than a sentence or two is what a page says that waits for its script. */
const LEAST_CHARACTERS = 100;

const NO_PAGE = {
  cause: "configuration",
  reason: "There is no page of HTML at the address of the first page, or it is longer than 2 MB.",
  fix: "Enter the address of a page as a browser shows it, and not of a file.",
} as const satisfies Trouble;

const BARE = {
  cause: "configuration",
  reason: "The page can be opened, but there is hardly any text on it: a script seems to draw it.",
  fix: "Enter a page whose text is there without scripts, or ask whoever made it to have the server draw it.",
} as const satisfies Trouble;

const ALONE = {
  cause: "configuration",
  reason: "The page can be read, but no link on it leads to another page of the same site.",
  fix: "Enter the page with the list of your help's topics.",
} as const satisfies Trouble;
