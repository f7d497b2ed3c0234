import { z } from "zod";
import type { ModuleManifest } from "../module.ts";
import { MEDIA_RULES } from "./media-rules.ts";

const DOCS = "https://developers.facebook.com/docs/instagram-platform";
/** Instagram's ids are long numbers; a handle pasted by mistake has letters or an @. */
const META_ID = { source: "^[0-9]{6,25}$", message: "must be the id: digits only. It is not the @handle" };
const NO_SPACES = { source: "^\\S+$", message: "must not contain spaces" };

export const instagram = {
  slug: "instagram",
  name: "Instagram",
  category: "channels",
  summary: "People write to your Instagram account; your team answers from the same inbox.",
  version: "1.0.0",
  icon: "camera",
  docsUrl: `${DOCS}/instagram-api-with-instagram-login/messaging-api`,
  requirements: [
    {
      name: "instagramAccountId",
      kind: "text",
      label: "Instagram account ID",
      help: "The id of your professional account (business or creator). It is not the @handle.",
      whereToFind: {
        text: "Meta for Developers > your app > Instagram > API setup with Instagram login, beside the account under “Generate access tokens”.",
        url: `${DOCS}/instagram-api-with-instagram-login/get-started`,
      },
      placeholder: "17841405822304914",
      required: true,
      sharing: "perAccount",
      pattern: META_ID,
    },
    {
      name: "accessToken",
      kind: "secret",
      label: "Access token",
      help: "A long-lived token of the account with instagram_business_basic and instagram_business_manage_messages. It ends 60 days after it was last renewed.",
      whereToFind: {
        text: "The same page: “Generate token” beside the account.",
        url: `${DOCS}/instagram-api-with-instagram-login/business-login`,
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
        text: "Meta for Developers > your app > Instagram > API setup with Instagram login, “Instagram app secret”.",
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
        text: "Meta for Developers > your app > Instagram > API setup with Instagram login > Configure webhooks.",
        url: `${DOCS}/webhooks`,
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
