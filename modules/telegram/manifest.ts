import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

const DOCS = "https://core.telegram.org/bots";

export const telegram = {
  slug: "telegram",
  name: "Telegram",
  category: "alerts",
  summary: "Tell your team in a Telegram chat or channel what happens here.",
  icon: "telegram",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects a bot and the chat that is to hear from it."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: ["Checks with Telegram that the bot works and may write to the chat. Nothing is sent there yet."],
  },
  requirements: [
    {
      name: "botToken",
      kind: "secret",
      label: "Bot token",
      help: "What BotFather gave you for the bot: digits, a colon and a long key.",
      whereToFind: { text: "Telegram > @BotFather > /mybots > your bot > API Token.", url: `${DOCS}/tutorial` },
      required: true,
      sharing: "shareable",
      pattern: {
        source: "^[0-9]{6,16}:[A-Za-z0-9_-]{30,64}$",
        message: "must be the whole token: digits, a colon and the key",
      },
    },
    {
      name: "chatId",
      kind: "text",
      label: "Chat",
      help: "The chat's id, or the @name of a public channel. Groups and channels have an id that begins with a minus.",
      whereToFind: {
        text: "Write in the chat, then open https://api.telegram.org/bot<token>/getUpdates and read “chat”: “id”.",
        url: `${DOCS}/api#getupdates`,
      },
      placeholder: "-1001234567890",
      required: true,
      sharing: "perAccount",
      pattern: {
        source: "^(?:-?[0-9]{4,20}|@[A-Za-z][A-Za-z0-9_]{3,31})$",
        message: "must be the chat's id, or @ and the name of a public channel",
      },
    },
  ],
  rules: [],
  config: z.strictObject({
    silent: z.boolean().default(false).meta({
      title: "Without a sound",
      description: "People find what was written when they look; their phones stay quiet.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 500, currency: "USD" },
  sandbox: true,
  docsUrl: `${DOCS}/api`,
  docs: [
    {
      title: "What you need",
      text: ["A bot of your own, made with Telegram's @BotFather, and a group or channel in which it may write."],
    },
    {
      title: "Connect",
      text: ["Trellis asks Telegram who the bot is, and whether it may write to the chat, before it says connected."],
      steps: [
        "In Telegram write /newbot to @BotFather and copy the token it answers.",
        "Add the bot to your group. In a channel make it an administrator that may post messages.",
        "Write something in the chat, and read the chat's id as described beside the field.",
        "Enter both here and press Connect and verify.",
      ],
    },
    {
      title: "When it stops",
      text: [
        "A token that was revoked at BotFather, and a bot that was removed from the chat, are reported on this page.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
