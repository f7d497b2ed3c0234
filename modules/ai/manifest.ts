import { z } from "zod";
import { AI_MODEL_IDS, AI_MODELS, DEFAULT_AI_MODEL } from "../../schema/ai-models.ts";
import type { ModuleManifest } from "../module.ts";

export const ai = {
  slug: "ai",
  name: "Claude AI",
  category: "ai",
  summary: "Claude drafts replies, sums up conversations and rewrites what you typed. A person always sends.",
  icon: "ai",
  version: "1.0.0",
  changeNotes: [
    {
      version: "1.0.0",
      notes: ["Drafts, summaries and rewriting in the conversation, with agents of the account's own."],
    },
  ],
  minPlatformVersion: "0.1.0",
  works: {
    state: "works",
    now: [
      "Drafts a reply from the conversation, in the words of the agent you choose.",
      "Sums a conversation up, for whoever takes it over.",
      "Rewrites what you typed: friendlier, more formal, shorter, clearer, or only corrected.",
      "Shows what each answer cost, and stops at a monthly limit if you set one.",
    ],
  },
  requirements: [
    {
      name: "apiKey",
      kind: "secret",
      label: "API key",
      help: "An Anthropic API key. What the assistant writes is paid through it; you see the cost of each answer.",
      whereToFind: {
        text: "Claude Console > Settings > API keys > Create key.",
        url: "https://platform.claude.com/settings/keys",
      },
      required: true,
      sharing: "shareable",
      pattern: { source: "^\\S{8,}$", message: "must be the whole key, without spaces" },
    },
  ],
  rules: [],
  config: z.strictObject({
    model: z
      .enum(AI_MODEL_IDS)
      .default(DEFAULT_AI_MODEL)
      .meta({
        title: "Model",
        description: "What writes where no agent says otherwise, and what a new agent gets.",
        enumNames: AI_MODELS.map(({ name }) => name),
      }),
    monthlyCapUsd: z.number().min(0, "must not be negative").max(100_000, "must be at most 100,000").default(0).meta({
      title: "Monthly limit in US dollars",
      spends: true,
      description: "Once a month's answers have cost this much, Claude is asked nothing more. 0: no limit.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  provides: ["agents"],
  plans: ["starter", "professional", "enterprise"],
  price: null,
  sandbox: true,
  docsUrl: "https://platform.claude.com/docs/en/get-started",
  docs: [
    {
      title: "What you need",
      text: [
        "An account at Anthropic with credit, and an API key of it. Anthropic bills you directly for what is used.",
        "Parts of the conversation you ask about are sent to Anthropic with each request: the newest messages, the contact's name and tags, and the names of files, never the files.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis asks Anthropic which models the key may use before it says connected."],
      steps: [
        "In the Claude Console open Settings > API keys and press Create key.",
        "Copy the whole key: it is shown once.",
        "Enter it here and press Connect and verify.",
        "Under Agents, write how your business wants to sound. The first agent is the default.",
      ],
    },
    {
      title: "What it costs",
      text: [
        "Each answer shows its cost, counted from the tokens Anthropic reports and its list prices. A monthly limit stops before the next request, not in the middle of one.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
