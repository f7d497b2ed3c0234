import { z } from "zod";
import { WELL_FORMED } from "./common.ts";

/** What may stand above a template's words. */
export const TEMPLATE_HEADERS = ["text", "image", "video", "document"] as const;

/** A button under a template. `text` is its label; what a press does follows from `type`. */
export const TemplateButton = z.object({
  type: z.enum(["quick_reply", "url", "phone", "copy_code", "call"]),
  text: z.string(),
  url: z.string().optional().meta({ description: "Of `url`: may end in a variable" }),
  phone: z.string().optional(),
});
export type TemplateButton = z.infer<typeof TemplateButton>;

/**
 * A template as it is laid out. Its variables stand in the texts as `{{1}}` or `{{first_name}}`. `examples` are the values it was approved
 * with, by part and variable; `unsupported` says in words which part of it this version cannot fill in.
 */
export const TemplateShape = z.object({
  header: z.object({ format: z.enum(TEMPLATE_HEADERS), text: z.string().optional() }).optional(),
  body: z.string(),
  footer: z.string().optional(),
  buttons: z.array(TemplateButton),
  examples: z.record(z.string(), z.string()),
  unsupported: z.string().optional(),
});
export type TemplateShape = z.infer<typeof TemplateShape>;

/** Longest value of one variable; the provider's limits of a whole part are checked where it is filled in. */
export const VARIABLE_MAX_CHARACTERS = 1024;
const Values = z
  .record(
    z.string().max(60),
    z
      .string()
      .max(VARIABLE_MAX_CHARACTERS, `must be at most ${VARIABLE_MAX_CHARACTERS} characters`)
      .regex(WELL_FORMED, "must be whole characters"),
  )
  .refine((values) => Object.keys(values).length <= 64, "takes at most 64 values");

/**
 * A template to send and what fills it. `body` and `header` by the variable's name or number; a picture, video or document above is
 * `header: {attachment: <upload id>}`. `buttons` by the button's place, from 0: the end of its address, or the code it copies.
 */
export const TemplateSend = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  variables: z
    .object({ header: Values.optional(), body: Values.optional(), buttons: Values.optional() })
    .default({})
    .meta({ description: "Every variable of the template, and nothing else" }),
});
export type TemplateSend = z.infer<typeof TemplateSend>;

/** One value as the provider gets it; `name` where the template's variables have names. */
const SentValue = z.object({ name: z.string().optional(), text: z.string() });

/**
 * A template as a message carries it: what the customer sees around the message's words, and the values it is sent with. A message keeps
 * this, so that it can be sent again whatever becomes of the template.
 */
export const SentTemplate = z.object({
  name: z.string(),
  language: z.string(),
  header: z.object({ format: z.enum(TEMPLATE_HEADERS), text: z.string().optional() }).optional(),
  footer: z.string().optional(),
  buttons: z.array(TemplateButton.extend({ code: z.string().optional() })),
  values: z.object({
    header: z.array(SentValue),
    body: z.array(SentValue),
    buttons: z.array(z.object({ index: z.number().int(), type: z.enum(["url", "copy_code"]), text: z.string() })),
  }),
});
export type SentTemplate = z.infer<typeof SentTemplate>;
