import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const payments = {
  slug: "payments",
  name: "Stripe payments",
  category: "payments",
  summary: "Connect the Stripe account your customers pay into.",
  icon: "payments",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects a Stripe account with a restricted or a secret key."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Asks Stripe whose account the key opens, and whether it may charge and pay out.",
      "Says so when the two keys are of different modes, or when Stripe still wants something from you.",
      "Keeps its settings. Nothing is charged from here yet.",
    ],
  },
  requirements: [
    {
      name: "secretKey",
      kind: "secret",
      label: "Secret or restricted key",
      help: "A restricted key is enough and safer. It must be able to read the account (“Connect > All Connect resources” or “Account”).",
      whereToFind: {
        text: "Stripe Dashboard > Developers > API keys.",
        url: "https://dashboard.stripe.com/apikeys",
      },
      required: true,
      sharing: "perAccount",
      pattern: {
        source: "^(?:sk|rk)_(?:test|live)_[A-Za-z0-9]{8,250}$",
        message: "must begin with sk_ or rk_, then test_ or live_",
      },
    },
    {
      name: "publishableKey",
      kind: "text",
      label: "Publishable key",
      help: "Of the same account and the same mode. It is no secret: payment pages carry it.",
      whereToFind: {
        text: "Stripe Dashboard > Developers > API keys.",
        url: "https://dashboard.stripe.com/apikeys",
      },
      placeholder: "pk_live_…",
      required: false,
      sharing: "perAccount",
      pattern: {
        source: "^pk_(?:test|live)_[A-Za-z0-9]{8,250}$",
        message: "must begin with pk_test_ or pk_live_",
      },
    },
    {
      name: "webhookSecret",
      kind: "secret",
      label: "Webhook signing secret",
      help: "Proves that an event came from Stripe. Kept for when events are taken here.",
      whereToFind: {
        text: "Stripe Dashboard > Developers > Webhooks > your endpoint > Signing secret.",
        url: "https://dashboard.stripe.com/webhooks",
      },
      required: false,
      sharing: "perAccount",
      pattern: { source: "^whsec_[A-Za-z0-9+/=]{8,250}$", message: "must begin with whsec_" },
    },
  ],
  rules: [],
  config: z.strictObject({
    currency: z
      .enum(["usd", "eur", "gbp", "chf", "aud", "cad"])
      .default("usd")
      .meta({
        title: "Currency",
        description: "What prices are in where nothing else is said. Kept for when payments are asked for from here.",
        enumNames: ["US dollar", "Euro", "Pound sterling", "Swiss franc", "Australian dollar", "Canadian dollar"],
      }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 1_900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://docs.stripe.com/keys",
  docs: [
    {
      title: "What you need",
      text: [
        "A Stripe account. With a test key (sk_test_ or rk_test_) no money moves; with a live key it does, once payments are asked for from here.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis asks Stripe whose account the key opens before it says connected."],
      steps: [
        "In the Stripe Dashboard open Developers > API keys and press Create restricted key.",
        "Give it read access to the account, name it after this product, and copy it: Stripe shows it once.",
        "Copy the publishable key of the same mode.",
        "Enter both here and press Connect and verify.",
      ],
    },
    {
      title: "What is done with it",
      text: ["Today the connection is made and checked. Nothing is charged, and no event of Stripe's is taken."],
    },
  ],
} as const satisfies ModuleManifest;
