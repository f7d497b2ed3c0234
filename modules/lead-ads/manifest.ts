import { z } from "zod";
import { NO_SPACES } from "../meta/own-app.ts";
import type { ModuleManifest } from "../module.ts";

export const leadAds = {
  slug: "lead-ads",
  name: "Lead ads",
  category: "marketing",
  summary: "Connect the lead forms of your ads on Facebook, Instagram and Google.",
  icon: "lead-ads",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects a Facebook page's lead forms, and Google's by their key."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Meta: asks whose token it is and whether it may read the page's lead forms, and counts them.",
      "Google: keeps the key that Google's lead forms are to send along. Google offers nothing to ask, so it cannot be checked.",
      "Keeps its settings. Leads are not received yet.",
    ],
  },
  requirements: [
    {
      name: "pageId",
      kind: "text",
      label: "Facebook page ID",
      help: "The id of the page your ads run for: digits, not its name.",
      whereToFind: {
        text: "Facebook > your page > About > Page transparency > Page ID.",
        url: "https://www.facebook.com/help/1503421039731588",
      },
      placeholder: "102938475610293",
      required: false,
      sharing: "perAccount",
      pattern: { source: "^[0-9]{5,25}$", message: "must be digits. It is not the page's name" },
    },
    {
      name: "pageAccessToken",
      kind: "secret",
      label: "Page access token",
      help: "Of that page, with leads_retrieval, pages_show_list, pages_read_engagement, pages_manage_ads and pages_manage_metadata. One of a system user does not run out.",
      whereToFind: {
        text: "Business settings > Users > System users > Generate new token, then read the page's own token with /me/accounts.",
        url: "https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving",
      },
      required: false,
      sharing: "perAccount",
      pattern: NO_SPACES,
    },
    {
      name: "googleKey",
      kind: "secret",
      label: "Google webhook key",
      help: "Any text you make up, at least 16 characters. Type the same text into the lead form's webhook in Google Ads.",
      whereToFind: {
        text: "Google Ads > your lead form > Export leads > Webhook integration > Key.",
        url: "https://developers.google.com/google-ads/webhook/docs/overview",
      },
      required: false,
      sharing: "perAccount",
      minLength: 16,
      maxLength: 200,
      pattern: NO_SPACES,
    },
  ],
  rules: [
    {
      kind: "atLeastOne",
      fields: ["pageId", "googleKey"],
      message: "Give a Facebook page with its token, or the key of Google's lead forms.",
    },
    {
      kind: "allOrNone",
      fields: ["pageId", "pageAccessToken"],
      message: "Give the page's ID and its access token together, or neither.",
    },
  ],
  config: z.strictObject({
    tag: z.string().max(40).default("lead ad").meta({
      title: "Tag",
      description: "What a person who came by an ad is tagged with. Kept for when leads are received here.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 1_900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://developers.facebook.com/docs/marketing-api/guides/lead-ads",
  docs: [
    {
      title: "What you need",
      text: [
        "For Meta a Facebook page with lead forms, and a page access token with the permissions named beside the field. The page must let your app read its leads (Leads access in Business settings).",
        "For Google a lead form in Google Ads and a key you make up.",
      ],
    },
    {
      title: "Connect Meta's forms",
      text: ["Trellis asks Meta for the page and its lead forms before it says connected."],
      steps: [
        "In Business settings give your system user the page, and generate a token with the permissions.",
        "Read the page's own token with it in Graph API Explorer: /me/accounts.",
        "Enter the page ID and the page's token here and press Connect and verify.",
      ],
    },
    {
      title: "Connect Google's forms",
      text: ["The key is kept. Google sends it along with each lead once leads are received here."],
      steps: ["Make up a key of at least 16 characters.", "Enter it here and press Connect and verify."],
    },
  ],
} as const satisfies ModuleManifest;
