import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const webhooks = {
  slug: "webhooks",
  name: "Webhooks",
  category: "developers",
  summary: "Tell a server of yours, Zapier, Make or n8n what happens here.",
  icon: "webhooks",
  version: "1.0.0",
  changeNotes: [
    { version: "1.0.0", notes: ["Connects an address, and the secret that deliveries are to be signed with."] },
  ],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Checks that the address is public, that a server answers there and that it needs no signing in. Nothing is delivered yet.",
    ],
  },
  requirements: [
    {
      name: "deliveryUrl",
      kind: "url",
      label: "Address",
      help: "Where deliveries are to go, over https. It has to be reachable by anyone on the internet.",
      whereToFind: {
        text: "In Zapier: a Zap whose trigger is Webhooks > Catch Hook shows it. In Make and n8n: the Webhook module.",
        url: "https://help.zapier.com/hc/en-us/articles/8496288690317-Trigger-Zaps-from-webhooks",
      },
      placeholder: "https://hooks.zapier.com/hooks/catch/123456/abcdef/",
      required: true,
      sharing: "perAccount",
    },
    {
      name: "signingSecret",
      kind: "secret",
      label: "Signing secret",
      help: "Any text you make up, so that your server can tell our deliveries from anybody's. Leave it empty where nothing checks it, as in Zapier.",
      required: false,
      sharing: "perAccount",
      minLength: 16,
      pattern: { source: "^\\S+$", message: "must not contain spaces" },
    },
  ],
  rules: [],
  config: z.strictObject({}),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://www.rfc-editor.org/rfc/rfc9110",
  docs: [
    {
      title: "What you need",
      text: [
        "An address that begins with https:// and takes POST requests: your own server's, or one that Zapier, Make or n8n made for you.",
      ],
    },
    {
      title: "Connect",
      text: [
        "Trellis asks at the address with HEAD, which delivers nothing and starts no automation, before it says connected. A server that only takes POST and says so is good.",
        "Addresses inside a private network, at other ports or behind a redirect are refused.",
      ],
      steps: [
        "Make the address in the tool that is to hear from Trellis, and copy it.",
        "Make up a signing secret of at least 16 characters if your server can check it.",
        "Enter them here and press Connect and verify.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
