import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const webchat = {
  slug: "webchat",
  name: "Web chat",
  category: "channels",
  summary: "A chat window on your website, answered from the inbox.",
  icon: "webchat",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects the website on which the chat window is to be."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Checks that your website is public and answers with a page. There is no outside provider to ask, and the chat window itself is not built yet.",
    ],
  },
  requirements: [
    {
      name: "siteUrl",
      kind: "url",
      label: "Website",
      help: "The address of the website on which the window is to be, as visitors type it. Only pages of this site will be able to open a chat.",
      placeholder: "https://www.yourshop.com",
      required: true,
      sharing: "perAccount",
    },
  ],
  rules: [],
  config: z.strictObject({
    greeting: z.string().max(200, "must be at most 200 characters").default("Hello! How can we help?").meta({
      title: "Greeting",
      description: "What the window says before the visitor writes anything.",
    }),
    askEmail: z.boolean().default(true).meta({
      title: "Ask for an e-mail address",
      description: "So that you can answer visitors who have left the page.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads", "sendMessages"],
  plans: ["starter", "professional", "enterprise"],
  price: null,
  sandbox: true,
  docsUrl: "https://developer.mozilla.org/en-US/docs/Glossary/Origin",
  docs: [
    {
      title: "What you need",
      text: ["A website of your own that anyone can open, over https."],
    },
    {
      title: "Connect",
      text: [
        "There is no account elsewhere to connect. Trellis opens the address once, as a visitor would, and says connected where a page answers.",
      ],
      steps: ["Enter the address of your website, without what follows the domain.", "Press Connect and verify."],
    },
  ],
} as const satisfies ModuleManifest;
