import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

const DOCS = "https://www.twilio.com/docs";

export const sms = {
  slug: "sms",
  name: "SMS",
  category: "channels",
  summary: "Write to customers by text message, over your number at Twilio.",
  icon: "sms",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects a Twilio account and the number or service that sends."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Checks with Twilio that the account is active, that the number is its own and can carry text messages, or that the messaging service exists.",
    ],
  },
  requirements: [
    {
      name: "accountSid",
      kind: "text",
      label: "Account SID",
      help: "The id of your Twilio account, or of the subaccount that owns the number.",
      whereToFind: { text: "Twilio Console > Account Dashboard > Account Info.", url: "https://console.twilio.com/" },
      placeholder: "AC followed by 32 letters and digits",
      required: true,
      sharing: "shareable",
      pattern: { source: "^AC[0-9a-f]{32}$", message: "must be the Account SID: AC and 32 letters and digits" },
    },
    {
      name: "authToken",
      kind: "secret",
      label: "Auth token",
      help: "The account's own token. Leave it empty when you use an API key.",
      whereToFind: { text: "Twilio Console > Account Dashboard > Account Info.", url: "https://console.twilio.com/" },
      required: false,
      sharing: "shareable",
      pattern: { source: "^[0-9a-f]{32}$", message: "must be the 32 letters and digits of the token" },
    },
    {
      name: "apiKeySid",
      kind: "text",
      label: "API key SID",
      help: "An API key can be withdrawn by itself, so it is better than the token. Leave it empty when you use the auth token.",
      whereToFind: {
        text: "Twilio Console > Account management > API keys & tokens.",
        url: "https://console.twilio.com/us1/account/keys-credentials/api-keys",
      },
      placeholder: "SK followed by 32 letters and digits",
      required: false,
      sharing: "shareable",
      pattern: { source: "^SK[0-9a-f]{32}$", message: "must be the SID of the key: SK and 32 letters and digits" },
    },
    {
      name: "apiKeySecret",
      kind: "secret",
      label: "API key secret",
      help: "Shown once, when the API key is made.",
      whereToFind: {
        text: "Twilio Console > Account management > API keys & tokens > Create API key.",
        url: "https://console.twilio.com/us1/account/keys-credentials/api-keys",
      },
      required: false,
      sharing: "shareable",
      pattern: { source: "^\\S{16,128}$", message: "must be the whole secret, without spaces" },
    },
    {
      name: "fromNumber",
      kind: "phone",
      label: "Number",
      help: "Your number at Twilio from which messages come. Leave it empty when a messaging service chooses the number.",
      whereToFind: {
        text: "Twilio Console > Phone Numbers > Manage > Active numbers.",
        url: "https://console.twilio.com/us1/develop/phone-numbers/manage/incoming",
      },
      placeholder: "+14155550100",
      required: false,
      sharing: "perAccount",
    },
    {
      name: "messagingServiceSid",
      kind: "text",
      label: "Messaging service SID",
      help: "A service that chooses among several numbers. Leave it empty when you give a number.",
      whereToFind: {
        text: "Twilio Console > Messaging > Services.",
        url: "https://console.twilio.com/us1/develop/sms/services",
      },
      placeholder: "MG followed by 32 letters and digits",
      required: false,
      sharing: "perAccount",
      pattern: { source: "^MG[0-9a-f]{32}$", message: "must be the SID of the service: MG and 32 letters and digits" },
    },
  ],
  rules: [
    {
      kind: "exactlyOne",
      fields: ["authToken", "apiKeySid"],
      message: "Give either the account's auth token or an API key.",
    },
    {
      kind: "allOrNone",
      fields: ["apiKeySid", "apiKeySecret"],
      message: "An API key is its SID and its secret: give both.",
    },
    {
      kind: "exactlyOne",
      fields: ["fromNumber", "messagingServiceSid"],
      message: "Give either a number or a messaging service.",
    },
  ],
  config: z.strictObject({}),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads", "sendMessages"],
  plans: ["professional", "enterprise"],
  price: { amount: 1500, currency: "USD" },
  sandbox: true,
  docsUrl: `${DOCS}/messaging/api`,
  docs: [
    {
      title: "What you need",
      text: [
        "A Twilio account, and in it a number that can carry text messages or a messaging service. Twilio bills you directly for each message.",
        "Many countries ask that numbers are registered for business use before messages are delivered: see Twilio's Trust Hub.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis asks Twilio for the account and for exactly this number or service before it says connected."],
      steps: [
        "In the Twilio Console copy the Account SID.",
        "Under API keys & tokens make a standard API key, and copy its SID and its secret. The account's auth token works as well.",
        "Enter them here with the number or the messaging service, and press Connect and verify.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
