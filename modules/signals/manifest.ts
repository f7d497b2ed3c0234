import { z } from "zod";
import { NO_SPACES } from "../meta/own-app.ts";
import type { ModuleManifest } from "../module.ts";

const REDDIT_APPS = {
  text: "Reddit > preferences > apps > create app > script.",
  url: "https://www.reddit.com/prefs/apps",
} as const;

export const signals = {
  slug: "signals",
  name: "Signals",
  category: "marketing",
  summary: "Name the feeds where people ask for what you sell: RSS, JSON or a subreddit.",
  icon: "signals",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects an RSS or Atom feed, a JSON feed and a subreddit."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Fetches each feed once when you connect, says whether it can be read, and how much is in it.",
      "Signs in to Reddit with your app and asks for the subreddit.",
      "Keeps your keywords. Feeds are not followed and nothing is scored yet.",
    ],
  },
  requirements: [
    {
      name: "rssUrl",
      kind: "url",
      label: "RSS or Atom feed",
      help: "The feed's own address, not the page that shows it. It must be public.",
      placeholder: "https://news.example.com/feed.xml",
      required: false,
      sharing: "shareable",
    },
    {
      name: "jsonUrl",
      kind: "url",
      label: "JSON feed",
      help: "A JSON Feed (jsonfeed.org), or a list of objects. It must be public.",
      placeholder: "https://news.example.com/feed.json",
      required: false,
      sharing: "shareable",
    },
    {
      name: "jsonToken",
      kind: "secret",
      label: "Token for the JSON feed",
      help: "Sent to that address as a bearer token. Leave it empty for an open feed.",
      required: false,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
    {
      name: "subreddit",
      kind: "text",
      label: "Subreddit",
      help: "Its name, without r/ in front.",
      placeholder: "smallbusiness",
      required: false,
      sharing: "shareable",
      pattern: { source: "^[A-Za-z0-9][A-Za-z0-9_]{2,20}$", message: "must be the name alone, without r/" },
    },
    {
      name: "redditClientId",
      kind: "text",
      label: "Reddit app ID",
      help: "The short text under the name of your app at Reddit.",
      whereToFind: REDDIT_APPS,
      required: false,
      sharing: "shareable",
      pattern: { source: "^[\\w-]{10,60}$", message: "must be the app's id, without spaces" },
    },
    {
      name: "redditSecret",
      kind: "secret",
      label: "Reddit app secret",
      help: "The secret of the same app.",
      whereToFind: REDDIT_APPS,
      required: false,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
  ],
  rules: [
    {
      kind: "atLeastOne",
      fields: ["rssUrl", "jsonUrl", "subreddit"],
      message: "Give at least one feed: RSS, JSON or a subreddit.",
    },
    {
      kind: "allOrNone",
      fields: ["subreddit", "redditClientId", "redditSecret"],
      message: "Reddit needs the subreddit, your app's ID and its secret together.",
    },
    { kind: "needs", field: "jsonToken", needs: ["jsonUrl"], message: "Give the address the token is for." },
  ],
  config: z.strictObject({
    keywords: z.string().max(1_000).default("").meta({
      title: "Keywords",
      description: "Words that make a post worth a look, with commas between. Kept for when feeds are followed.",
    }),
    leastScore: z.int().min(1).max(100).default(50).meta({
      title: "Least score",
      description: "From which score on a post becomes a lead. Kept for when feeds are followed.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 1_900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://www.jsonfeed.org/version/1.1/",
  docs: [
    {
      title: "What you need",
      text: [
        "The address of at least one public feed, or a subreddit with an app of your own at Reddit.",
        "Feeds are fetched over https from public addresses alone. Where one moves, the new address is followed up to three times; a token is never sent along to another place.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis fetches each feed once before it says connected."],
      steps: [
        "Copy the address of the feed: it shows XML or JSON when you open it.",
        "For Reddit open preferences > apps, create an app of the kind script, and copy its id and secret.",
        "Enter the values here and press Connect and verify.",
      ],
    },
    {
      title: "What is done with it",
      text: ["Today feeds are checked when you connect. They are not followed, and no lead is made of them."],
    },
  ],
} as const satisfies ModuleManifest;
