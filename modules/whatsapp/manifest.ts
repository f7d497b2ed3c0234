import { z } from "zod";
import { NO_SPACES, OWN_APP_DOCS, ownApp } from "../meta/own-app.ts";
import type { ModuleManifest } from "../module.ts";
import { MEDIA_RULES } from "./media-rules.ts";

const DOCS = "https://developers.facebook.com/docs/whatsapp";
/** Meta's ids are long numbers; a display number pasted by mistake has a plus, spaces or hyphens. */
const META_ID = { source: "^[0-9]{6,25}$", message: "must be the id: digits only, without plus, spaces or hyphens" };

export const whatsapp = {
  slug: "whatsapp",
  name: "WhatsApp",
  category: "channels",
  summary: "Customers write to your WhatsApp number; your team answers from one inbox.",
  icon: "whatsapp",
  version: "1.0.0",
  changeNotes: [
    { version: "1.0.0", notes: ["Messages, files, reactions and replies both ways over Meta's Cloud API."] },
  ],
  minPlatformVersion: "0.1.0",
  works: {
    state: "works",
    now: [
      "Receives text, pictures, voice notes, films, documents, places, contacts, orders and button answers.",
      "Sends text, files, replies and reactions within 24 hours of the customer's last message.",
      "Sends the templates Meta approved at any time, their gaps filled in beside a preview.",
      "Shows what became of each message: sent, delivered, read, or failed with Meta's reason.",
    ],
  },
  requirements: [
    {
      name: "phoneNumberId",
      kind: "text",
      label: "Phone number ID",
      help: "The id Meta gave your number. It is not the number itself.",
      whereToFind: {
        text: "Meta for Developers > your app > WhatsApp > API Setup, under “From”.",
        url: `${DOCS}/cloud-api/get-started`,
      },
      placeholder: "106540352242922",
      required: true,
      sharing: "perAccount",
      routes: "phone_number_id",
      pattern: META_ID,
    },
    {
      name: "businessAccountId",
      kind: "text",
      label: "WhatsApp Business Account ID",
      help: "The id of the account that owns the number, sometimes called WABA ID.",
      whereToFind: {
        text: "The same API Setup page, or Business settings > WhatsApp accounts.",
        url: "https://business.facebook.com/settings/whatsapp-business-accounts",
      },
      placeholder: "102290129340398",
      required: true,
      sharing: "perAccount",
      routes: "waba",
      pattern: META_ID,
    },
    {
      name: "accessToken",
      kind: "secret",
      label: "Access token",
      help: "A permanent system user token with whatsapp_business_messaging and whatsapp_business_management. The token on the API Setup page ends after 24 hours.",
      whereToFind: {
        text: "Business settings > System users > Generate token.",
        url: "https://business.facebook.com/settings/system-users",
      },
      required: true,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
    ...ownApp({
      appSecret: "Meta for Developers > your app > App settings > Basic.",
      verifyToken: "Meta for Developers > your app > WhatsApp > Configuration > Webhook.",
      verifyTokenUrl: `${DOCS}/cloud-api/guides/set-up-webhooks`,
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
  docsUrl: `${DOCS}/cloud-api/get-started`,
  docs: [
    {
      title: "What you need",
      text: [
        "A phone number on Meta's WhatsApp Cloud API. A number that is in use in the WhatsApp or WhatsApp Business app has to be moved or connected there first.",
        "A permanent access token of a system user who may manage the WhatsApp account.",
      ],
    },
    {
      title: "Connect your number",
      text: ["Trellis asks Meta for exactly this number before it says connected, and subscribes to its messages."],
      steps: [
        "In Meta for Developers open your app, then WhatsApp > API Setup, and copy the phone number ID and the WhatsApp Business Account ID.",
        "In Business settings > System users make a token that does not expire, with whatsapp_business_messaging and whatsapp_business_management.",
        "Enter the three values here and press Connect and verify.",
      ],
    },
    {
      title: "The 24 hour window",
      text: [
        "Meta lets a business answer freely for 24 hours after the customer's last message. The inbox shows how long is left; after that a template begins anew.",
      ],
    },
    OWN_APP_DOCS,
  ],
} as const satisfies ModuleManifest;
