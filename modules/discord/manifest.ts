import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const discord = {
  slug: "discord",
  name: "Discord",
  category: "alerts",
  summary: "Tell your team in a Discord channel what happens here.",
  icon: "discord",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects the webhook of one channel."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: ["Checks with Discord that the webhook exists and which channel it belongs to. Nothing is sent there yet."],
  },
  requirements: [
    {
      name: "webhookUrl",
      kind: "secret",
      label: "Webhook URL",
      help: "The address of the channel's webhook. Whoever has it can write in the channel, so it is kept like a password.",
      whereToFind: {
        text: "Discord > the channel's settings > Integrations > Webhooks > Copy Webhook URL.",
        url: "https://support.discord.com/hc/en-us/articles/228383668-Intro-to-Webhooks",
      },
      required: true,
      sharing: "perAccount",
      pattern: {
        source:
          "^https://(?:canary\\.|ptb\\.)?discord(?:app)?\\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{15,22}/[A-Za-z0-9_-]{20,120}$",
        message: "must be the whole address, like https://discord.com/api/webhooks/…/…",
      },
    },
  ],
  rules: [],
  config: z.strictObject({
    username: z.string().max(80, "must be at most 80 characters").optional().meta({
      title: "Name",
      description: "Under which name it writes. Left empty, the name the webhook has in Discord.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 500, currency: "USD" },
  sandbox: true,
  docsUrl: "https://docs.discord.com/developers/resources/webhook",
  docs: [
    {
      title: "What you need",
      text: ["A Discord server in which you may manage webhooks, and a channel of it that is to hear from Trellis."],
    },
    {
      title: "Connect",
      text: ["Trellis asks Discord whose webhook it is before it says connected. Nothing is written in the channel."],
      steps: [
        "In Discord open the channel's settings, then Integrations > Webhooks, and press New Webhook.",
        "Choose the channel and press Copy Webhook URL.",
        "Enter the address here and press Connect and verify.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
