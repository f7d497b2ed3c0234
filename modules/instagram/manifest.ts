import { z } from "zod";
import { NO_SPACES, OWN_APP_DOCS, ownApp } from "../meta/own-app.ts";
import type { ModuleManifest } from "../module.ts";
import { MEDIA_RULES } from "./media-rules.ts";

const DOCS = "https://developers.facebook.com/docs/instagram-platform";
/** Instagram's ids are long numbers; a handle pasted by mistake has letters or an @. */
const META_ID = { source: "^[0-9]{6,25}$", message: "must be the id: digits only. It is not the @handle" };

export const instagram = {
  slug: "instagram",
  name: "Instagram",
  category: "channels",
  summary: "People write to your Instagram account; your team answers from the same inbox.",
  icon: "instagram",
  version: "1.0.0",
  changeNotes: [
    {
      version: "1.0.0",
      notes: ["Direct messages, story replies, files and reactions both ways over Instagram login."],
    },
  ],
  minPlatformVersion: "0.1.0",
  works: {
    state: "works",
    now: [
      "Receives direct messages, story replies and mentions, shared posts, pictures, voice notes and reactions.",
      "Sends text, files and reactions, and for 7 days as a person of your team where Meta allows it.",
      "Asks Instagram for the names of people who write.",
    ],
  },
  requirements: [
    {
      name: "instagramAccountId",
      kind: "text",
      label: "Instagram account ID",
      help: "The id of your professional account (business or creator). It is not the @handle.",
      whereToFind: {
        text: "Meta for Developers > your app > Instagram > API setup with Instagram login, beside the account under “Generate access tokens”.",
        url: `${DOCS}/instagram-api-with-instagram-login/get-started`,
      },
      placeholder: "17841405822304914",
      required: true,
      sharing: "perAccount",
      routes: "instagram_account_id",
      pattern: META_ID,
    },
    {
      name: "accessToken",
      kind: "secret",
      label: "Access token",
      help: "A long-lived token of the account with instagram_business_basic and instagram_business_manage_messages. It ends 60 days after it was last renewed.",
      whereToFind: {
        text: "The same page: “Generate token” beside the account.",
        url: `${DOCS}/instagram-api-with-instagram-login/business-login`,
      },
      required: true,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
    ...ownApp({
      appSecret: "Meta for Developers > your app > Instagram > API setup with Instagram login, “Instagram app secret”.",
      verifyToken: "Meta for Developers > your app > Instagram > API setup with Instagram login > Configure webhooks.",
      verifyTokenUrl: `${DOCS}/webhooks`,
    }),
  ],
  // A verify token may follow later: some set the webhook up at Meta without its form.
  rules: [],
  config: z.strictObject({}),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads", "sendMessages"],
  plans: ["starter", "professional", "enterprise"],
  price: null,
  sandbox: true,
  media: MEDIA_RULES,
  docsUrl: `${DOCS}/instagram-api-with-instagram-login/messaging-api`,
  docs: [
    {
      title: "What you need",
      text: [
        "An Instagram professional account (business or creator), and in its settings under Messages the permission for connected tools to read messages.",
        "A long-lived access token of that account. It ends 60 days after it was last renewed: replace it here before.",
      ],
    },
    {
      title: "Connect your account",
      text: ["Trellis asks Instagram whose token it is before it says connected, and subscribes to its messages."],
      steps: [
        "In Meta for Developers open your app, then Instagram > API setup with Instagram login, and add the account.",
        "Copy the account ID, press Generate token, and copy the token.",
        "Enter both values here and press Connect and verify.",
      ],
    },
    {
      title: "How long you may answer",
      text: [
        "Instagram lets a business answer freely for 24 hours after the person's last message, and a person of your team for 7 days.",
      ],
    },
    OWN_APP_DOCS,
  ],
} as const satisfies ModuleManifest;
