import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const forms = {
  slug: "forms",
  name: "Forms",
  category: "marketing",
  summary: "Prepare contact forms for your website, with Cloudflare Turnstile against robots.",
  icon: "forms",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Keeps where forms stand and checks a Turnstile secret."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Asks Cloudflare whether the Turnstile secret is one of its own, if you give one.",
      "Without Turnstile there is nobody to ask: it is connected as soon as its values are well formed.",
      "Keeps its settings. Forms are not shown or received yet.",
    ],
  },
  requirements: [
    {
      name: "siteUrl",
      kind: "url",
      label: "Website",
      help: "The page your form is to stand on. It is kept, and not visited.",
      placeholder: "https://www.yourshop.example/contact",
      required: true,
      sharing: "perAccount",
    },
    {
      name: "turnstileSiteKey",
      kind: "text",
      label: "Turnstile site key",
      help: "Only to keep robots out with Cloudflare Turnstile. It is no secret: your page carries it.",
      whereToFind: {
        text: "Cloudflare dashboard > Turnstile > your widget.",
        url: "https://dash.cloudflare.com/?to=/:account/turnstile",
      },
      placeholder: "0x4AAAAAAA…",
      required: false,
      sharing: "perAccount",
      pattern: { source: "^[0-9A-Za-z_-]{10,100}$", message: "must be the whole site key, without spaces" },
    },
    {
      name: "turnstileSecret",
      kind: "secret",
      label: "Turnstile secret key",
      help: "Of the same widget. It proves that a person filled the form in.",
      whereToFind: {
        text: "Cloudflare dashboard > Turnstile > your widget > Settings.",
        url: "https://dash.cloudflare.com/?to=/:account/turnstile",
      },
      required: false,
      sharing: "perAccount",
      pattern: { source: "^\\S{10,200}$", message: "must be the whole key, without spaces" },
    },
  ],
  rules: [
    {
      kind: "allOrNone",
      fields: ["turnstileSiteKey", "turnstileSecret"],
      message: "Give Turnstile's site key and its secret key together, or neither.",
    },
  ],
  config: z.strictObject({
    thanks: z.string().min(1).max(200).default("Thank you. We will answer soon.").meta({
      title: "Thanks",
      description: "What people read once they have sent the form. Kept for when forms are shown from here.",
    }),
    tag: z.string().max(40).default("form").meta({
      title: "Tag",
      description: "What a person who wrote by a form is tagged with. Kept for when forms are received here.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads", "editLeads"],
  plans: ["starter", "professional", "enterprise"],
  price: null,
  sandbox: true,
  docsUrl: "https://developers.cloudflare.com/turnstile/",
  docs: [
    {
      title: "What you need",
      text: [
        "A website. Cloudflare Turnstile is free of charge and optional; without it robots will find your form sooner or later.",
      ],
    },
    {
      title: "Connect",
      text: [
        "The secret key is sent to Cloudflare with an answer that is none: Cloudflare then says whether it knows the secret.",
      ],
      steps: [
        "In the Cloudflare dashboard open Turnstile, press Add widget, and add your website's name.",
        "Copy the site key and the secret key.",
        "Enter them here with your website and press Connect and verify.",
      ],
    },
    {
      title: "What is done with it",
      text: ["Today the values are kept and checked. No form is shown, and none is received."],
    },
  ],
} as const satisfies ModuleManifest;
