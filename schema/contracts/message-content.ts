import { z } from "zod";
import { SentTemplate } from "./template-shape.ts";

/** A place, or where someone is for a while (`live`). Degrees. */
export const Location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
  url: z.string().optional(),
  live: z.boolean().optional(),
});
export type Location = z.infer<typeof Location>;

/** A contact card as it was shared. Labels are free words in the sender's language. */
export const ContactCard = z.object({
  name: z.string(),
  company: z.string().optional(),
  title: z.string().optional(),
  phones: z.array(z.object({ number: z.string(), label: z.string().optional() })),
  emails: z.array(z.object({ email: z.string(), label: z.string().optional() })),
  addresses: z.array(z.object({ text: z.string(), label: z.string().optional() })),
  urls: z.array(z.object({ url: z.string(), label: z.string().optional() })),
  birthday: z.string().optional(),
});
export type ContactCard = z.infer<typeof ContactCard>;

/** An answer by tapping instead of writing: `id` is the payload the business gave the choice, `title` what the customer saw. */
export const Choice = z.object({
  source: z.enum(["button", "list", "template_button", "quick_reply", "postback", "icebreaker"]),
  id: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
});
export type Choice = z.infer<typeof Choice>;

/** A filled-in form: `fields` as name and answer, in the order they came. */
export const FilledForm = z.object({
  name: z.string().optional(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type FilledForm = z.infer<typeof FilledForm>;

/** What a customer ordered from a catalogue. `price` per piece, in the currency's main unit. */
export const Order = z.object({
  catalogId: z.string().optional(),
  items: z.array(
    z.object({
      productId: z.string(),
      quantity: z.number(),
      price: z.number().optional(),
      currency: z.string().optional(),
    }),
  ),
});
export type Order = z.infer<typeof Order>;

/** The advertisement, post or link a conversation came from. `clickId` is what the advertiser's conversion API wants back. */
export const Referral = z.object({
  sourceType: z.string().optional(),
  sourceId: z.string().optional(),
  sourceUrl: z.string().optional(),
  headline: z.string().optional(),
  body: z.string().optional(),
  mediaType: z.string().optional(),
  clickId: z.string().optional(),
  welcome: z.string().optional(),
  ref: z.string().optional(),
  productId: z.string().optional(),
});
export type Referral = z.infer<typeof Referral>;

/** A post, reel or story a message shares, mentions or answers. */
export const SharedLink = z.object({
  kind: z.enum(["story_reply", "story_mention", "post", "reel", "ad", "product", "link"]),
  id: z.string().optional(),
  url: z.string().optional(),
  title: z.string().optional(),
});
export type SharedLink = z.infer<typeof SharedLink>;

/** What a message holds beside words and files, each part under its own name. Every part is data: nothing here is ever markup. */
export const MessageContent = z.object({
  location: Location.optional(),
  contacts: z.array(ContactCard).optional(),
  choice: Choice.optional(),
  form: FilledForm.optional(),
  order: Order.optional(),
  referral: Referral.optional(),
  share: SharedLink.optional(),
  /** What stood around the message's words when it was sent as a template. */
  template: SentTemplate.optional(),
  /** Passed on by its sender; `often` when the provider calls it that. */
  forwarded: z.enum(["once", "often"]).optional(),
});
export type MessageContent = z.infer<typeof MessageContent>;
