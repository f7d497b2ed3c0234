import { z } from "zod";
import { NO_SPACES } from "../meta/own-app.ts";
import type { ModuleManifest } from "../module.ts";

const DOCS = "https://developers.facebook.com/docs/messenger-platform";

export const messenger = {
  slug: "messenger",
  name: "Messenger",
  category: "channels",
  summary: "People write to your Facebook page; your team answers from the same inbox.",
  icon: "messenger",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects a Facebook page and checks that its messages may be read."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Checks with Meta that the token is this page's own and may see its conversations. Messages do not come in and are not sent yet.",
    ],
  },
  requirements: [
    {
      name: "pageId",
      kind: "text",
      label: "Page ID",
      help: "The id of your Facebook page. It is not the page's name.",
      whereToFind: {
        text: "Your page > About > Page transparency, or Meta for Developers > your app > Messenger > Settings.",
        url: "https://www.facebook.com/help/1503421039731588",
      },
      placeholder: "102938475610293",
      required: true,
      sharing: "perAccount",
      pattern: { source: "^[0-9]{6,25}$", message: "must be the id: digits only. It is not the page's name" },
    },
    {
      name: "accessToken",
      kind: "secret",
      label: "Page access token",
      help: "A long-lived token of the page with pages_messaging and pages_manage_metadata. A person's own token is another one.",
      whereToFind: {
        text: "Meta for Developers > your app > Messenger > Settings > Access tokens > Generate token.",
        url: `${DOCS}/getting-started/app-setup`,
      },
      required: true,
      sharing: "perAccount",
      pattern: NO_SPACES,
    },
  ],
  rules: [],
  config: z.strictObject({}),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads", "sendMessages"],
  plans: ["starter", "professional", "enterprise"],
  price: null,
  sandbox: true,
  docsUrl: `${DOCS}/overview`,
  docs: [
    {
      title: "What you need",
      text: ["A Facebook page that you manage, and a Meta app with the product Messenger."],
    },
    {
      title: "Connect your page",
      text: ["Trellis asks Meta whose token it is, and for the id of one conversation, before it says connected."],
      steps: [
        "In Meta for Developers open your app, then Messenger > Settings, and add your page under Access tokens.",
        "Press Generate token, allow pages_messaging and pages_manage_metadata, and copy the token.",
        "Enter the page's id and the token here and press Connect and verify.",
      ],
    },
    {
      title: "How long you may answer",
      text: [
        "Messenger lets a business answer freely for 24 hours after the person's last message, and a person of your team for 7 days.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
