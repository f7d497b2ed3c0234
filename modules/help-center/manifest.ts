import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const helpCenter = {
  slug: "help-center",
  name: "Help centre",
  category: "documents",
  summary: "Name the help pages that answers are to be drawn from.",
  icon: "help-center",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Checks the page your help begins at."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Opens the page once when you connect, and says whether it can be read and how many of its links stay on your site.",
      "Keeps its settings. Pages are not read in and nothing is answered from them yet.",
    ],
  },
  requirements: [
    {
      name: "startUrl",
      kind: "url",
      label: "First page",
      help: "Where your help begins: a page with links to the others. It must be public.",
      placeholder: "https://help.yourshop.example",
      required: true,
      sharing: "perAccount",
    },
  ],
  rules: [],
  config: z.strictObject({
    name: z.string().min(1).max(60).default("Help").meta({
      title: "Name",
      description: "What people read above an answer. Kept for when answers are drawn from your pages.",
    }),
    mostPages: z.int().min(1).max(500).default(100).meta({
      title: "Most pages",
      description: "How many of your pages are read at most. Kept for when pages are read in.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 1_900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
  docs: [
    {
      title: "What you need",
      text: [
        "Help pages that anyone may read without signing in, over https at a public address. Pages that only a script draws cannot be read.",
      ],
    },
    {
      title: "Connect",
      text: ["There is no provider to ask: Trellis opens the page itself before it says connected."],
      steps: ["Copy the address of the first page of your help.", "Enter it here and press Connect and verify."],
    },
  ],
} as const satisfies ModuleManifest;
