import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

const BOTH = "Give the GA4 measurement ID and its API secret together, or neither.";

const EVENT_FORM = "must begin with a letter and be letters, digits and underscores alone, at most 40";

export const gtm = {
  slug: "gtm",
  name: "Google tags",
  category: "marketing",
  summary: "Connect your Tag Manager container, and Google Analytics 4 for what happens here.",
  icon: "gtm",
  version: "1.0.0",
  changeNotes: [
    { version: "1.0.0", notes: ["Connects a Tag Manager container, and a GA4 property with an API secret."] },
  ],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Asks Google whether the container is published, and whether the measurement ID is in use.",
      "Sends a trial event to Google's validation server, which counts nothing. It judges the event's form; Google offers no way to check the API secret, so a wrong one shows only in your reports.",
      "Keeps its settings. No event is sent to your reports yet.",
    ],
  },
  requirements: [
    {
      name: "containerId",
      kind: "text",
      label: "Container ID",
      help: "Of the web container. It must have been published at least once.",
      whereToFind: {
        text: "Tag Manager > your container: at the top of the workspace.",
        url: "https://tagmanager.google.com",
      },
      placeholder: "GTM-ABC1234",
      required: false,
      sharing: "perAccount",
      pattern: { source: "^GTM-[A-Z0-9]{4,12}$", message: "must be the id as it stands there, like GTM-ABC1234" },
    },
    {
      name: "measurementId",
      kind: "text",
      label: "GA4 measurement ID",
      help: "Of the web stream that events are to be counted in.",
      whereToFind: {
        text: "Google Analytics > Admin > Data streams > your stream.",
        url: "https://analytics.google.com/analytics/web/#/admin/streams/table",
      },
      placeholder: "G-ABC1234567",
      required: false,
      sharing: "perAccount",
      pattern: { source: "^G-[A-Z0-9]{4,14}$", message: "must be the id as it stands there, like G-ABC1234567" },
    },
    {
      name: "apiSecret",
      kind: "secret",
      label: "Measurement Protocol API secret",
      help: "Of the same data stream. With it events can be counted that no browser sends.",
      whereToFind: {
        text: "Google Analytics > Admin > Data streams > your stream > Measurement Protocol API secrets > Create.",
        url: "https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events",
      },
      required: false,
      sharing: "perAccount",
      pattern: { source: "^[\\w-]{10,100}$", message: "must be the secret's value, without spaces" },
    },
  ],
  rules: [
    {
      kind: "atLeastOne",
      fields: ["containerId", "measurementId"],
      message: "Give a container ID, or a GA4 measurement ID with its API secret.",
    },
    { kind: "allOrNone", fields: ["measurementId", "apiSecret"], message: BOTH },
  ],
  config: z.strictObject({
    leadEvent: z
      .string()
      .regex(/^[A-Za-z]\w{0,39}$/, EVENT_FORM)
      .default("generate_lead")
      .meta({
        title: "Event of a new lead",
        patternMessage: EVENT_FORM,
        description:
          "Its name in your reports: letters, digits and underscores. Kept for when events are sent from here.",
      }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://developers.google.com/analytics/devguides/collection/protocol/ga4",
  docs: [
    {
      title: "What you need",
      text: [
        "A Tag Manager web container that was published at least once, or a Google Analytics 4 property with a web data stream, or both.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis asks Google for the container and for the stream's tag before it says connected."],
      steps: [
        "In Tag Manager copy the container ID (GTM-…) from the top of the workspace, and publish the container if you never have.",
        "In Google Analytics open Admin > Data streams > your web stream and copy the measurement ID (G-…).",
        "There open Measurement Protocol API secrets and create one.",
        "Enter the values here and press Connect and verify.",
      ],
    },
    {
      title: "What cannot be checked",
      text: [
        "Google's servers take an event with a wrong API secret without a word. Compare the secret with Google's page; it cannot be proved from here.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
