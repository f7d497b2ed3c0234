import type { Requirement } from "../../schema/manifest/requirement.ts";

/** The form of every secret that Meta gives, and of those people make up for it. */
export const NO_SPACES = { source: "^\\S+$", message: "must not contain spaces" } as const;

/**
 * What an account gives that brings a Meta app of its own: with `appSecret` its webhooks come through a door of their own, whose handshake
 * `verifyToken` answers. `where` says where Meta shows each.
 */
export function ownApp(where: { appSecret: string; verifyToken: string; verifyTokenUrl: string }) {
  return [
    {
      name: "appSecret",
      kind: "secret",
      label: "App secret",
      help: "Only when you use a Meta app of your own: it proves that a webhook came from Meta. Leave it empty otherwise.",
      whereToFind: { text: where.appSecret, url: "https://developers.facebook.com/apps" },
      required: false,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
    {
      name: "verifyToken",
      kind: "secret",
      label: "Verify token",
      help: "Only with an app of your own: any text you make up. Type the same text into Meta's webhook form.",
      whereToFind: { text: where.verifyToken, url: where.verifyTokenUrl },
      required: false,
      sharing: "shareable",
      pattern: NO_SPACES,
    },
  ] as const satisfies readonly Requirement[];
}

/** The last part of each channel's page: what to do at Meta with an app of one's own. */
export const OWN_APP_DOCS = {
  title: "With a Meta app of your own",
  text: [
    "Most accounts use the platform's Meta app and leave the app secret and the verify token empty. With an app of your own, messages come to an address that is yours alone.",
  ],
  steps: [
    "Enter the app secret, and a verify token that you make up.",
    "Connect. The module's page then shows your webhook address.",
    "Enter that address and the same verify token in your app's webhook settings at Meta, and subscribe to messages.",
  ],
} as const;
