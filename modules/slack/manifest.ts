import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

const DOCS = "https://docs.slack.dev";

export const slack = {
  slug: "slack",
  name: "Slack",
  category: "alerts",
  summary: "Tell your team in a Slack channel what happens here.",
  icon: "slack",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects a Slack app and the channel that is to hear from it."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Checks with Slack that the app's token works, has the scopes it needs, and that the app is in the channel. Nothing is sent there yet.",
    ],
  },
  requirements: [
    {
      name: "botToken",
      kind: "secret",
      label: "Bot token",
      help: "The bot user's OAuth token of a Slack app in your workspace, with chat:write and channels:read. It begins with xoxb.",
      whereToFind: {
        text: "api.slack.com > Your apps > your app > OAuth & Permissions > Bot User OAuth Token.",
        url: "https://api.slack.com/apps",
      },
      required: true,
      sharing: "shareable",
      pattern: { source: "^xoxb-[A-Za-z0-9-]{10,250}$", message: "must be the bot token: it begins with xoxb-" },
    },
    {
      name: "channelId",
      kind: "text",
      label: "Channel ID",
      help: "The id of the channel, not its name. Invite the app to the channel first.",
      whereToFind: {
        text: "Slack > the channel's name > About, at the bottom.",
        url: "https://slack.com/help/articles/221769328-Locate-your-Slack-URL-or-ID",
      },
      placeholder: "C0123456789",
      required: true,
      sharing: "perAccount",
      pattern: { source: "^[CG][A-Z0-9]{8,20}$", message: "must be the id of a channel: C or G and capitals" },
    },
  ],
  rules: [],
  config: z.strictObject({}),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 500, currency: "USD" },
  sandbox: true,
  docsUrl: `${DOCS}/apis/web-api/`,
  docs: [
    {
      title: "What you need",
      text: [
        "A Slack app in your workspace, with the bot scopes chat:write and channels:read; for a private channel groups:read as well.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis asks Slack whose token it is, and whether the app is in the channel, before it says connected."],
      steps: [
        "At api.slack.com/apps press Create New App, then open OAuth & Permissions.",
        "Under Bot Token Scopes add chat:write and channels:read, then press Install to Workspace.",
        "Copy the Bot User OAuth Token.",
        "In Slack open the channel, write /invite and the app's name, and copy the channel's id from About.",
        "Enter both here and press Connect and verify.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
