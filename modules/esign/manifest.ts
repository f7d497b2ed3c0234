import { z } from "zod";
import type { ModuleManifest } from "../module.ts";

const UUID = {
  source: "^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$",
  message: "must be the id with its hyphens, like 3f2b8c1e-…",
} as const;
const APPS_AND_KEYS = {
  text: "DocuSign > Settings > Apps and Keys.",
  url: "https://admindemo.docusign.com/apps-and-keys",
} as const;

export const esign = {
  slug: "esign",
  name: "Electronic signature",
  category: "documents",
  summary: "Connect DocuSign or PandaDoc, whichever your contracts are signed with.",
  icon: "esign",
  version: "1.0.0",
  changeNotes: [{ version: "1.0.0", notes: ["Connects DocuSign by JWT grant, or PandaDoc by API key."] }],
  minPlatformVersion: "0.1.0",
  works: {
    state: "connectsOnly",
    now: [
      "DocuSign: signs in as the user you name, and reads the account it is to send from.",
      "PandaDoc: asks whose key it is and which workspace it opens.",
      "Keeps its settings. No document is sent or read yet.",
    ],
  },
  requirements: [
    {
      name: "service",
      kind: "select",
      label: "Service",
      help: "Which of the two your documents are signed with. Its own values are asked for below.",
      options: [
        { value: "docusign", label: "DocuSign" },
        { value: "pandadoc", label: "PandaDoc" },
      ],
      required: true,
      sharing: "shareable",
    },
    {
      name: "pandadocApiKey",
      kind: "secret",
      label: "PandaDoc API key",
      help: "Sandbox or production. It may do what the person may who made it.",
      whereToFind: {
        text: "PandaDoc > Developer Dashboard > Configuration.",
        url: "https://app.pandadoc.com/a/#/settings/api-dashboard/configuration",
      },
      required: false,
      sharing: "shareable",
      pattern: { source: "^\\S{20,200}$", message: "must be the whole key, without spaces" },
    },
    {
      name: "docusignEnvironment",
      kind: "select",
      label: "DocuSign environment",
      help: "A developer account is in the demo environment until DocuSign has let your integration go live.",
      options: [
        { value: "production", label: "Production" },
        { value: "demo", label: "Demo (developer account)" },
      ],
      required: false,
      sharing: "shareable",
    },
    {
      name: "docusignIntegrationKey",
      kind: "text",
      label: "DocuSign integration key",
      help: "The id of your app at DocuSign, also called client ID.",
      whereToFind: APPS_AND_KEYS,
      required: false,
      sharing: "shareable",
      pattern: UUID,
    },
    {
      name: "docusignPrivateKey",
      kind: "secret",
      label: "DocuSign RSA private key",
      help: "The private half of the RSA key pair of your app, from BEGIN to END. Line breaks do not matter.",
      whereToFind: { ...APPS_AND_KEYS, text: `${APPS_AND_KEYS.text} Your app > Service Integration > Generate RSA.` },
      required: false,
      sharing: "shareable",
      pattern: {
        source: "^-----BEGIN (?:RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\\s]{300,3900}-----END (?:RSA )?PRIVATE KEY-----$",
        message: "must be the whole private key, from -----BEGIN to the last hyphen",
      },
    },
    {
      name: "docusignUserId",
      kind: "text",
      label: "DocuSign user ID",
      help: "Of the person documents are sent for. This person must have agreed that the app acts for them.",
      whereToFind: { ...APPS_AND_KEYS, text: `${APPS_AND_KEYS.text} My Account Information > User ID.` },
      required: false,
      sharing: "perAccount",
      pattern: UUID,
    },
    {
      name: "docusignAccountId",
      kind: "text",
      label: "DocuSign account ID",
      help: "The API account ID. Leave it empty for the person's default account.",
      whereToFind: { ...APPS_AND_KEYS, text: `${APPS_AND_KEYS.text} My Account Information > API Account ID.` },
      required: false,
      sharing: "perAccount",
      pattern: UUID,
    },
  ],
  rules: [
    {
      kind: "needs",
      field: "service",
      is: "docusign",
      needs: ["docusignEnvironment", "docusignIntegrationKey", "docusignPrivateKey", "docusignUserId"],
      message: "DocuSign needs the environment, the integration key, the private key and the user ID.",
    },
    { kind: "takes", field: "service", is: "docusign", takes: ["docusignAccountId"] },
    {
      kind: "needs",
      field: "service",
      is: "pandadoc",
      needs: ["pandadocApiKey"],
      message: "PandaDoc needs its API key.",
    },
  ],
  config: z.strictObject({
    reminderDays: z.int().min(0).max(60).default(3).meta({
      title: "Days until a reminder",
      description: "When somebody has not signed. 0: never. Kept for when documents are sent from here.",
    }),
  }),
  dependencies: [],
  capabilities: ["viewLeads"],
  plans: ["enterprise"],
  price: { amount: 2_900, currency: "USD" },
  sandbox: true,
  docsUrl: "https://developers.docusign.com/platform/auth/jwt/jwt-get-token/",
  docs: [
    {
      title: "What you need",
      text: [
        "For DocuSign an app with an integration key and an RSA key pair, and the consent of the person documents are sent for.",
        "For PandaDoc an API key of your workspace.",
      ],
    },
    {
      title: "Connect DocuSign",
      text: ["Trellis signs in as that person and reads the account before it says connected."],
      steps: [
        "In DocuSign open Settings > Apps and Keys and add an app; copy its integration key.",
        "Under Service Integration press Generate RSA and copy the private key: DocuSign shows it once.",
        "Copy your User ID and the API Account ID from the top of the same page.",
        "Let the person open https://account.docusign.com/oauth/auth?response_type=code&scope=signature%20impersonation&client_id=…&redirect_uri=… with your integration key and one of the app's redirect URIs, and agree. In the demo environment the address begins with account-d.",
        "Enter the values here and press Connect and verify.",
      ],
    },
    {
      title: "Connect PandaDoc",
      text: ["Trellis asks PandaDoc whose key it is before it says connected."],
      steps: [
        "In PandaDoc open the Developer Dashboard, then Configuration, and generate a key.",
        "Choose PandaDoc here, enter the key and press Connect and verify.",
      ],
    },
  ],
} as const satisfies ModuleManifest;
