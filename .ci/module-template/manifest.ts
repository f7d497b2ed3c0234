import { z } from "zod";
import type { ModuleManifest } from "../../modules/module.ts";

/** What `npm run new:module` begins with: a provider that nobody has, and a module that works with it in test mode. */
export const postBox = {
  slug: "post-box",
  name: "Post Box",
  category: "developers",
  summary: "Say in one line what an account gains by connecting Post Box.",
  icon: "post-box",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects an account at Post Box."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: ["Checks with Post Box that the key works. Nothing else is done with it yet."],
  },
  requirements: [
    {
      name: "apiKey",
      kind: "secret",
      label: "API key",
      help: "The key with which Trellis speaks to Post Box.",
      whereToFind: { text: "Post Box > Settings > API keys.", url: "https://docs.post-box.example/keys" },
      required: true,
      sharing: "shareable",
      pattern: { source: "^\\S{8,200}$", message: "must be the whole key, without spaces" },
    },
  ],
  rules: [],
  config: z.strictObject({
    digest: z.boolean().default(false).meta({
      title: "Daily digest",
      description: "Gather what happens and tell it once a day.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["starter", "professional", "enterprise"],
  price: null,
  sandbox: true,
  docsUrl: "https://docs.post-box.example",
  docs: [
    {
      title: "What you need",
      text: ["An account at Post Box, and an API key of it."],
    },
    {
      title: "Connect",
      text: ["Trellis asks Post Box whose key it is before it says connected."],
      steps: ["At Post Box open Settings > API keys and make a key.", "Enter it here and press Connect and verify."],
    },
  ],
} as const satisfies ModuleManifest;
