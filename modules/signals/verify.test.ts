import { expect, it } from "vitest";
import { type FakeProvider, fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { signalsHandlers } from "./handlers.ts";
import { signals } from "./manifest.ts";
import { ABOUT_URL, fakeSources, redditSays, rss, TOKEN_URL, WATCHED } from "./sandbox.ts";

const { rssUrl, jsonUrl } = WATCHED;
const feeds = { rssUrl, jsonUrl, jsonToken: "canary-json-token" };
const reddit = {
  subreddit: "smallbusiness",
  redditClientId: WATCHED.redditClientId,
  redditSecret: "canary-reddit-secret",
};
const world = fakeSources({ jsonToken: feeds.jsonToken, redditSecret: reddit.redditSecret });
const at =
  (wanted: string, answer: () => Response): FakeProvider =>
  ({ address }) =>
    address === wanted ? answer() : undefined;

holdsVerification({
  manifest: signals,
  handlers: signalsHandlers,
  credentials: { ...feeds, ...reddit },
  works: world,
  details: { rssFeed: "News, 2 entries", jsonFeed: "Posts, 1 entry", subreddit: "r/smallbusiness, 1,834,210 members" },
  asks: [`GET ${feeds.rssUrl}`, `GET ${feeds.jsonUrl}`, `POST ${TOKEN_URL}`, `GET ${ABOUT_URL}`],
  answersAreTheirs: true,
  refusals: {
    "a feed that is not there": {
      answer: at(feeds.rssUrl, () => new Response("<html>", { status: 404 })),
      cause: "not_found",
      says: /The RSS feed answered 404: nothing is there/,
    },
    "a page in place of a feed": {
      answer: at(feeds.rssUrl, () => new Response("<!doctype html><html>")),
      cause: "configuration",
      says: /there is no RSS or Atom feed at the address.*not the page that shows it/i,
    },
    "a feed with nothing in it": {
      answer: at(feeds.rssUrl, () => rss("")),
      cause: "configuration",
      says: /nothing in one of them/,
    },
    "a feed that moved into somebody's own network": {
      answer: at(feeds.rssUrl, () => new Response(null, { status: 301, headers: { location: "https://10.0.0.1/" } })),
      cause: "configuration",
      says: /answered 301: it leads in circles, or to an address/,
    },
    "an address in somebody's own network": {
      answer: world,
      credentials: { rssUrl: "https://169.254.169.254/latest" },
      cause: "configuration",
      says: /must be a public name.*anyone on the internet/,
    },
    "an address of JSON in somebody's own network": {
      answer: world,
      credentials: { jsonUrl: "https://localhost/feed.json" },
      cause: "configuration",
      says: /The JSON feed.*must be a public name/,
    },
    "a feed that wants another token": {
      answer: world,
      credentials: { ...feeds, jsonToken: "another" },
      cause: "credentials",
      says: /The JSON feed answered 401: it does not take this token.*its owner/,
    },
    "an app Reddit does not know": {
      answer: world,
      credentials: { ...reddit, redditSecret: "another" },
      cause: "credentials",
      says: /does not know this app/,
    },
    "an app that may not, with a good status": {
      answer: at(TOKEN_URL, () => Response.json({ error: "unsupported_grant_type" })),
      cause: "configuration",
      says: /kind script/,
    },
    "a subreddit that is private": {
      answer: at(ABOUT_URL, () => redditSays(403, { reason: "private" })),
      cause: "permission",
      says: /does not let everybody read/,
    },
    "a subreddit that was closed": {
      answer: at(ABOUT_URL, () => redditSays(404, { reason: "banned" })),
      cause: "not_found",
      says: /has closed this subreddit/,
    },
    "a subreddit that never was": {
      answer: at(ABOUT_URL, () => new Response(null, { status: 302, headers: { location: "/subreddits/search?q=x" } })),
      cause: "configuration",
      says: /no such subreddit/,
    },
    "too many calls, as Reddit says it": {
      answer: at(ABOUT_URL, () => redditSays(429, {}, { "x-ratelimit-reset": "48" })),
      cause: "rate_limited",
      says: /Wait 48 seconds/,
    },
  },
});

it("asks only for what is named, and brings a feed that moved", async () => {
  const there = "https://feeds.casa-lumen.com/all.xml";
  const { provider, asked } = fakeWay(({ address }) =>
    address === there ? rss("<item></item>") : new Response(null, { status: 301, headers: { location: there } }),
  );
  const { health, details } = await signalsHandlers.verify({ rssUrl: feeds.rssUrl }, provider, 0);
  expect(health.ok).toBe(true);
  expect(details).toEqual({ rssFeed: "News, 1 entry" });
  expect(asked.map(({ address }) => address)).toEqual([feeds.rssUrl, there]);
});

it("shows the token of the JSON feed to nobody it moved to", async () => {
  const { provider, asked } = fakeWay(({ address }) =>
    address === feeds.jsonUrl
      ? new Response(null, { status: 302, headers: { location: "https://elsewhere.com/posts.json" } })
      : Response.json([{ id: 1 }]),
  );
  const { jsonToken } = feeds;
  expect((await signalsHandlers.verify({ jsonUrl, jsonToken }, provider, 0)).health.ok).toBe(true);
  expect(asked.map(({ headers }) => headers.get("authorization"))).toEqual([`Bearer ${jsonToken}`, null]);
});
