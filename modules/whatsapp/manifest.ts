import { z } from "zod";
import type { ModuleManifest } from "../module.ts";
import { MEDIA_RULES } from "./media-rules.ts";

const DOCS = "https://developers.facebook.com/docs/whatsapp";
/** Meta's ids are long numbers; a display number pasted by mistake has a plus, spaces or hyphens. */
const META_ID = { source: "^[0-9]{6,25}$", message: "must be the id: digits only, without plus, spaces or hyphens" };
const NO_SPACES = { source: "^\\S+$", message: "must not contain spaces" };

export const whatsapp = {
  slug: "whatsapp",
  name: "WhatsApp",
  category: "channels",
  summary: "Customers write to your WhatsApp number; your team answers from one inbox.",
  version: "1.0.0",
  icon: "message-circle",
  docsUrl: `${DOCS}/cloud-api/get-started`,
  requirements: [
    {
      name: "phoneNumberId",
      kind: "text",
      label: "Phone number ID",
      help: "The id Meta gave your number. It is not the number itself.",
      whereToFind: {
        text: "Meta for Developers > your app > WhatsApp > API Setup, under “From”.",
        url: `${DOCS}/cloud-api/get-started`,
      },
      placeholder: "106540352242922",
      required: true,
      sharing: "perAccount",
      pattern: META_ID,
    },
    {
      name: "businessAccountId",
      kind: "text",
      label: "WhatsApp Business Account ID",
      help: "The id of the account that owns the number, sometimes called WABA ID.",
      whereToFind: {
        text: "The same API Setup page, or Business settings > WhatsApp accounts.",
        url: "https://business.facebook.com/settings/whatsapp-business-accounts",
      },
      placeholder: "102290129340398",
      required: true,
      sharing: "perAccount",
      pattern: META_ID,
    },
    {
      name: "accessToken",
      kind: "secret",
      label: "Access token",
      help: "A permanent system user token with whatsapp_business_messaging and whatsapp_business_management. The token on the API Setup page ends after 24 hours.",
      whereToFind: {
        text: "Business settings > System users > Generate token.",
        url: "https://business.facebook.com/settings/system-users",
      },
      required: true,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
    {
      name: "appSecret",
      kind: "secret",
      label: "App secret",
      help: "Only when you use a Meta app of your own: it proves that a webhook came from Meta. Leave it empty otherwise.",
      whereToFind: {
        text: "Meta for Developers > your app > App settings > Basic.",
        url: "https://developers.facebook.com/apps",
      },
      required: false,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
    {
      name: "verifyToken",
      kind: "secret",
      label: "Verify token",
      help: "Only with an app of your own: any text you make up. Type the same text into Meta's webhook form.",
      whereToFind: {
        text: "Meta for Developers > your app > WhatsApp > Configuration > Webhook.",
        url: `${DOCS}/cloud-api/guides/set-up-webhooks`,
      },
      required: false,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
  ],
  config: z.strictObject({}),
  sandbox: true,
  media: MEDIA_RULES,
} as const satisfies ModuleManifest;
