import { bearer } from "../http/authorization.ts";
import { jsonOf } from "../http/json-of.ts";
import { reach } from "../http/reach.ts";
import type { Trouble } from "../http/trouble.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { type Feed, readFeed, readJsonFeed } from "./read-feed.ts";
import { askReddit } from "./reddit.ts";

/** Fetches each feed that is named once, and says what is in it. The first that cannot be read decides. */
export async function verifySignals(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const { rssUrl = "", jsonUrl = "", subreddit = "" } = credentials;
  if (rssUrl === "" && jsonUrl === "" && subreddit === "") return notWorking(now, NOTHING);
  const rss = rssUrl === "" ? undefined : await fetchRss(credentials, provider);
  if (rss !== undefined && "cause" in rss) return notWorking(now, rss);
  const json = jsonUrl === "" ? undefined : await fetchJson(credentials, provider);
  if (json !== undefined && "cause" in json) return notWorking(now, json);
  const reddit = subreddit === "" ? undefined : await askReddit(credentials, provider);
  if (reddit !== undefined && "cause" in reddit) return notWorking(now, reddit);
  const isEmpty = rss?.entries === 0 || json?.entries === 0;
  return working(
    now,
    { rssFeed: rss && shown(rss), jsonFeed: json && shown(json), subreddit: reddit?.shown },
    { but: isEmpty ? EMPTY : undefined },
  );
}

async function fetchRss({ rssUrl = "" }: Credentials, provider: ProviderFetch): Promise<Feed | Trouble> {
  const found = await reach(provider, rssUrl, "The RSS feed", { moves: true, headers: ACCEPT_XML });
  if ("cause" in found) return found;
  return (found.text === undefined ? undefined : readFeed(found.text)) ?? NO_RSS;
}

async function fetchJson(credentials: Credentials, provider: ProviderFetch): Promise<Feed | Trouble> {
  const { jsonUrl = "", jsonToken = "" } = credentials;
  const hasToken = jsonToken !== "";
  const headers = { accept: "application/json", ...(hasToken ? bearer(jsonToken) : {}) };
  const found = await reach(provider, jsonUrl, "The JSON feed", { moves: true, hasToken, headers });
  if ("cause" in found) return found;
  return (found.text === undefined ? undefined : readJsonFeed(jsonOf(found.text))) ?? NO_JSON;
}

const ACCEPT_XML = { accept: "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9" };

function shown({ title, entries }: Feed): string {
  const count = entries === 1 ? "1 entry" : `${entries} entries`;
  return title === "" ? count : `${title}, ${count}`;
}

const NO_RSS = {
  cause: "configuration",
  reason: "There is no RSS or Atom feed at the address of the RSS feed, or it is longer than 2 MB.",
  fix: "Enter the feed's own address and not the page that shows it: it shows XML when you open it.",
} as const satisfies Trouble;

const NO_JSON = {
  cause: "configuration",
  reason: "There is no JSON Feed and no list of objects at the address of the JSON feed, or it is longer than 2 MB.",
  fix: "Open the address in a browser: it must show JSON as the steps on this page name it.",
} as const satisfies Trouble;

const EMPTY = {
  cause: "configuration",
  reason: "Every feed can be read, but there is nothing in one of them.",
  fix: "Open it in a browser and see whether it is the right one.",
} as const satisfies Trouble;

const NOTHING = {
  cause: "configuration",
  reason: "There is no feed to fetch.",
  fix: "Give at least one feed: RSS, JSON or a subreddit.",
} as const satisfies Trouble;
