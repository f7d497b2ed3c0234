import { TEMPLATE_HEADERS, type TemplateButton, type TemplateShape } from "../../../schema/contracts/template-shape.ts";
import { keysIn } from "../../../schema/templates/variables.ts";
import { boundedLine, boundedText } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import type { ProviderTemplate } from "../../module.ts";
import { templateStatus } from "./template-status.ts";

const BUTTONS_MAX = 10;
/** As many values as a send may carry. */
const EXAMPLES_MAX = 64;
const BODY_MAX_CHARACTERS = 4_096;
const LINE_MAX_CHARACTERS = 200;
const URL_MAX_CHARACTERS = 2_000;
const NAME_MAX_CHARACTERS = 512;

/**
 * One template as Meta lists it, in our own form; undefined for what has no name, language or status. A part this version cannot fill in is
 * said under `unsupported`: the template is shown, and not sent.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components
 */
export function readTemplate(item: unknown): ProviderTemplate | undefined {
  const externalId = idAt(item, "id");
  const name = textAt(item, "name");
  const language = textAt(item, "language");
  const status = textAt(item, "status");
  if (externalId === undefined || name === undefined || language === undefined || status === undefined)
    return undefined;
  if (name.length > NAME_MAX_CHARACTERS || language.length > 20) return undefined;
  const rejected = textAt(item, "rejected_reason");
  const quality = textAt(item, "quality_score", "score");
  return {
    externalId,
    name,
    language,
    category: boundedLine((textAt(item, "category") ?? "").toLowerCase(), LINE_MAX_CHARACTERS),
    status: templateStatus(status),
    reason: rejected === undefined || rejected === "NONE" ? null : words(rejected),
    quality: quality === undefined || quality === "UNKNOWN" ? null : boundedLine(quality.toLowerCase(), 20),
    shape: shapeOf(listAt(item, "components")),
  };
}

function shapeOf(components: unknown[]): TemplateShape {
  const shape: TemplateShape = { body: "", buttons: [], examples: {} };
  for (const component of components) {
    const type = (textAt(component, "type") ?? "").toUpperCase();
    const read = Object.hasOwn(PARTS, type) ? PARTS[type] : undefined;
    if (read === undefined) shape.unsupported = `It holds a part Trellis cannot send yet: ${words(type)}.`;
    else read(shape, component);
  }
  return shape;
}

const PARTS: Record<string, (shape: TemplateShape, component: unknown) => void> = {
  HEADER(shape, component) {
    const format = (textAt(component, "format") ?? "TEXT").toLowerCase();
    const known = TEMPLATE_HEADERS.find((one) => one === format);
    if (known === undefined) {
      shape.unsupported = `It begins with something Trellis cannot send yet: ${words(format)}.`;
      return;
    }
    if (known !== "text") {
      shape.header = { format: known };
      return;
    }
    const text = boundedLine(textAt(component, "text") ?? "", LINE_MAX_CHARACTERS);
    shape.header = { format: known, text };
    addExamples(shape, "header", text, at(component, "example", "header_text"), at(component, "example", NAMED.header));
  },
  BODY(shape, component) {
    shape.body = boundedText(textAt(component, "text") ?? "").slice(0, BODY_MAX_CHARACTERS);
    addExamples(
      shape,
      "body",
      shape.body,
      at(component, "example", "body_text", 0),
      at(component, "example", NAMED.body),
    );
  },
  FOOTER(shape, component) {
    const minutes = at(component, "code_expiration_minutes");
    const text =
      textAt(component, "text") ??
      (typeof minutes === "number" ? `This code expires in ${minutes} minutes.` : undefined);
    if (text !== undefined) shape.footer = boundedLine(text, LINE_MAX_CHARACTERS);
  },
  BUTTONS(shape, component) {
    for (const button of listAt(component, "buttons")) {
      const index = shape.buttons.length;
      if (index >= BUTTONS_MAX) return;
      const type = (textAt(button, "type") ?? "").toUpperCase();
      const known = Object.hasOwn(BUTTON_TYPES, type) ? BUTTON_TYPES[type] : undefined;
      if (known === undefined) {
        shape.unsupported = `It has a button Trellis cannot send yet: ${words(type)}.`;
        continue;
      }
      shape.buttons.push(buttonOf(known, button));
      const example = textAt(button, "example") ?? textAt(button, "example", 0);
      if (example !== undefined) shape.examples[`buttons.${index}`] = boundedLine(example, LINE_MAX_CHARACTERS);
    }
  },
};

const NAMED = { header: "header_text_named_params", body: "body_text_named_params" } as const;

const BUTTON_TYPES: Record<string, TemplateButton["type"]> = {
  QUICK_REPLY: "quick_reply",
  URL: "url",
  PHONE_NUMBER: "phone",
  COPY_CODE: "copy_code",
  VOICE_CALL: "call",
};

function buttonOf(type: TemplateButton["type"], button: unknown): TemplateButton {
  const url = textAt(button, "url");
  const phone = textAt(button, "phone_number");
  return {
    type,
    text: boundedLine(textAt(button, "text") ?? "", LINE_MAX_CHARACTERS),
    ...(type === "url" && url !== undefined ? { url: boundedLine(url, URL_MAX_CHARACTERS) } : {}),
    ...(type === "phone" && phone !== undefined ? { phone: boundedLine(phone, 40) } : {}),
  };
}

/** The values a template was approved with: in order for numbered variables, by name for named ones. */
function addExamples(
  shape: TemplateShape,
  part: "header" | "body",
  text: string,
  inOrder: unknown,
  named: unknown,
): void {
  const byName = listAt({ named }, "named");
  for (const [index, key] of keysIn(text).slice(0, EXAMPLES_MAX).entries()) {
    const value =
      textAt({ inOrder }, "inOrder", index) ??
      textAt(
        byName.find((item) => textAt(item, "param_name") === key),
        "example",
      );
    if (value !== undefined) shape.examples[`${part}.${key}`] = boundedLine(value, LINE_MAX_CHARACTERS);
  }
}

/** `INVALID_FORMAT` as "invalid format". */
function words(code: string): string {
  return boundedLine(code.toLowerCase().replaceAll("_", " "), LINE_MAX_CHARACTERS);
}
