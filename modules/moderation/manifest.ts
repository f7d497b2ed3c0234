import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const moderation = {
  slug: "moderation",
  name: "Sentinel",
  category: "ai",
  summary: "Set what nobody should have to read, and what is to be done about it.",
  icon: "moderation",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Keeps what is to be held back."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Keeps your settings. It needs no values of a provider, so there is nobody to ask: it is connected at once.",
      "No message is looked at, held back or reported yet.",
    ],
  },
  requirements: [],
  rules: [],
  config: z.strictObject({
    strictness: z
      .enum(["lenient", "balanced", "strict"])
      .default("balanced")
      .meta({
        title: "Strictness",
        description: "How soon a message is held to be abuse or spam. Kept for when messages are looked at.",
        enumNames: ["Lenient", "Balanced", "Strict"],
      }),
    action: z
      .enum(["mark", "assign", "hide"])
      .default("mark")
      .meta({
        title: "What is done",
        description: "With a message that is held to be abuse or spam. Kept for when messages are looked at.",
        enumNames: ["Mark it", "Hand it to a manager", "Hide it until somebody looks"],
      }),
    words: z.string().max(2_000).default("").meta({
      title: "Your own words",
      description: "Words that always count, with commas between. Kept for when messages are looked at.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["enterprise"],
  price: { amount: 2_900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://platform.claude.com/docs/en/about-claude/use-case-guides/content-moderation",
  docs: [
    {
      title: "Set it up",
      text: ["It asks for no key and no account. Choose how strict it is to be and what is to be done."],
      steps: ["Press Connect and verify.", "Choose the settings on its page."],
    },
    {
      title: "What is done with it",
      text: ["Today its settings are kept and nothing more: no message is looked at."],
    },
  ],
} as const satisfies ModuleManifest;
