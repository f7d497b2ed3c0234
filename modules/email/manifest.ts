import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

const CARRIERS = [
  { value: "resend", label: "Resend" },
  { value: "postmark", label: "Postmark" },
  { value: "sendgrid", label: "SendGrid" },
  { value: "mailgun", label: "Mailgun" },
] as const;
export type CarrierName = (typeof CARRIERS)[number]["value"];

export const email = {
  slug: "email",
  name: "E-mail",
  category: "channels",
  summary: "Write to customers by e-mail, from your own address, over the carrier you already use.",
  icon: "email",
  version: "1.0.0",
  changeNotes: [
    { version: "1.0.0", notes: ["Connects Resend, Postmark, SendGrid or Mailgun, and the sender's address."] },
  ],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Checks with the carrier that the key works and, as far as the key may see it, that the sender's domain is verified. Nothing is sent yet.",
    ],
  },
  requirements: [
    {
      name: "carrier",
      kind: "select",
      label: "Carrier",
      help: "The company that delivers your letters. It bills you directly.",
      options: CARRIERS,
      required: true,
      sharing: "shareable",
    },
    {
      name: "apiKey",
      kind: "secret",
      label: "API key",
      help: "A key that may send. For Postmark it is the Server API token; Mailgun's has to be able to read domains.",
      whereToFind: {
        text: "Resend: API Keys. Postmark: your server > API Tokens. SendGrid: Settings > API Keys. Mailgun: Settings > API security.",
        url: "https://resend.com/api-keys",
      },
      required: true,
      sharing: "shareable",
      pattern: { source: "^\\S{16,200}$", message: "must be the whole key, without spaces" },
    },
    {
      name: "sender",
      kind: "email",
      label: "Sender",
      help: "The address your letters come from. Its domain has to be verified with the carrier.",
      placeholder: "hello@yourshop.com",
      required: true,
      sharing: "perAccount",
    },
    {
      name: "region",
      kind: "select",
      label: "Region",
      help: "For SendGrid and Mailgun: where the account or the domain was made. Left empty: the United States.",
      options: [
        { value: "us", label: "United States" },
        { value: "eu", label: "European Union" },
      ],
      required: false,
      sharing: "shareable",
    },
  ],
  rules: [
    {
      kind: "needs",
      field: "carrier",
      is: "mailgun",
      needs: ["region"],
      message: "Mailgun keeps domains in one region: choose the one of yours.",
    },
    { kind: "takes", field: "carrier", is: "sendgrid", takes: ["region"] },
  ],
  config: z.strictObject({
    senderName: z.string().max(60, "must be at most 60 characters").optional().meta({
      title: "Sender's name",
      description: "What people see in place of the bare address.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads", "sendMessages"],
  plans: ["professional", "enterprise"],
  price: { amount: 1500, currency: "USD" },
  sandbox: true,
  docsUrl: "https://resend.com/docs/dashboard/domains/introduction",
  docs: [
    {
      title: "What you need",
      text: [
        "An account at Resend, Postmark, SendGrid or Mailgun, in which your domain is verified: the carrier shows the DNS records to set.",
      ],
    },
    {
      title: "Connect",
      text: [
        "Trellis asks the carrier what the key belongs to before it says connected. No letter is sent.",
        "Postmark shows domains only to the account's own token, which Trellis does not ask for: see there that the sender is verified.",
      ],
      steps: [
        "Choose the carrier. For SendGrid and Mailgun choose the region of the account as well.",
        "Make a key at the carrier and copy the whole of it: most show it once.",
        "Enter it here with the sender's address and press Connect and verify.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
