import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

export const calendar = {
  slug: "calendar",
  name: "Google Calendar",
  category: "scheduling",
  summary: "Connect the calendar your appointments stand in, with a key file of your own.",
  icon: "calendar",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects a Google calendar with a service account's key file."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "Signs in to Google with the key file and reads the calendar's name, its time zone and what the key may do there.",
      "Says so when the key may read the calendar but not write into it.",
      "Keeps its settings. Appointments are not read or written yet.",
    ],
  },
  requirements: [
    {
      name: "keyFile",
      kind: "json-key-file",
      label: "Service account key file",
      help: "The JSON file Google let you download when you made a key for the service account.",
      whereToFind: {
        text: "Google Cloud console > IAM & Admin > Service Accounts > your account > Keys > Add key > Create new key > JSON.",
        url: "https://console.cloud.google.com/iam-admin/serviceaccounts",
      },
      members: ["client_email", "private_key"],
      equals: { type: "service_account" },
      hintMember: "client_email",
      required: true,
      sharing: "shareable",
    },
    {
      name: "calendarId",
      kind: "text",
      label: "Calendar ID",
      help: "The id of the calendar. For a person's main calendar it is their e-mail address.",
      whereToFind: {
        text: "Google Calendar > Settings > your calendar > Integrate calendar > Calendar ID.",
        url: "https://calendar.google.com/calendar/r/settings",
      },
      placeholder: "c_1a2b3c@group.calendar.google.com",
      required: true,
      sharing: "perAccount",
      maxLength: 254,
      pattern: { source: "^[^\\s@]+@[^\\s@]+$", message: "must be the id with its @, not the calendar's name" },
    },
    {
      name: "actAs",
      kind: "email",
      label: "Act as",
      help: "Only with domain-wide delegation: the person of your Google Workspace the key acts for. Leave it empty when you shared the calendar with the service account.",
      whereToFind: {
        text: "Google Admin console > Security > API controls > Domain-wide delegation.",
        url: "https://admin.google.com/ac/owl/domainwidedelegation",
      },
      required: false,
      sharing: "perAccount",
    },
  ],
  rules: [],
  config: z.strictObject({
    appointmentMinutes: z.int().min(5).max(480).default(30).meta({
      title: "Minutes of an appointment",
      description: "How long one lasts where nothing else is said. Kept for when appointments are booked from here.",
    }),
    noticeHours: z.int().min(0).max(336).default(2).meta({
      title: "Hours of notice",
      description:
        "How long before it begins one may be booked at the latest. Kept for when appointments are booked from here.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["professional", "enterprise"],
  price: { amount: 1_500, currency: "USD" },
  sandbox: true,
  docsUrl: "https://developers.google.com/workspace/calendar/api/guides/overview",
  docs: [
    {
      title: "What you need",
      text: [
        "A Google Cloud project with the Google Calendar API switched on, and in it a service account with a JSON key.",
        "The calendar shared with the service account's address, as with a colleague. With domain-wide delegation you name the person it acts for instead.",
      ],
    },
    {
      title: "Connect",
      text: ["Trellis signs in to Google with the key and reads the calendar before it says connected."],
      steps: [
        "In the Google Cloud console choose a project, open APIs & Services > Library and enable Google Calendar API.",
        "Open IAM & Admin > Service Accounts, make one, and under Keys create a JSON key. The file is downloaded once.",
        "In Google Calendar open the calendar's settings, press Share with specific people, and add the service account's address with “Make changes to events”.",
        "Copy the Calendar ID from Integrate calendar.",
        "Enter the file and the id here and press Connect and verify.",
      ],
    },
    {
      title: "What is done with it",
      text: ["Today the connection is made and checked. No appointment is read or written."],
    },
  ],
} as const satisfies ModuleManifest;
