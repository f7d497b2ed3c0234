import type { TemplateShape } from "../contracts/template-shape.ts";

/** The parts of a template that hold variables, in the order a person reads them. */
const VARIABLE_PARTS = ["header", "body", "buttons"] as const;
export type VariablePart = (typeof VARIABLE_PARTS)[number];

/** One thing to fill in. `key` is its name or number; of a button its place, from 0. */
export interface TemplateVariable {
  part: VariablePart;
  key: string;
  /** What the field is called. */
  label: string;
  /** Longest value of it alone, in characters; the part it stands in may leave less. */
  max: number;
  /** The value the template was approved with. */
  example: string | undefined;
}

/** Meta's limits, in characters: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components */
export const TEMPLATE_LIMITS = { header: 60, body: 1024, bodyAlone: 4096, url: 2000, code: 15 } as const;

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/** Everything a template asks for, in reading order. A picture or document above is no variable: see `fileHeader`. */
export function variablesOf({ header, body, buttons, examples }: TemplateShape): TemplateVariable[] {
  const inText = (part: "header" | "body", text: string, max: number): TemplateVariable[] =>
    keysIn(text).map((key) => ({ part, key, label: labelOf(key), max, example: examples[`${part}.${key}`] }));
  return [
    ...inText("header", header?.text ?? "", TEMPLATE_LIMITS.header),
    ...inText("body", body, TEMPLATE_LIMITS.body),
    ...buttons.flatMap(({ type, text, url = "" }, index): TemplateVariable[] => {
      const place = { part: "buttons", key: String(index), example: examples[`buttons.${index}`] } as const;
      if (type === "copy_code") return [{ ...place, label: `Code of “${text}”`, max: TEMPLATE_LIMITS.code }];
      if (type !== "url" || keysIn(url).length === 0) return [];
      const room = TEMPLATE_LIMITS.url - url.replaceAll(PLACEHOLDER, "").length;
      return [{ ...place, label: `End of the link “${text}”`, max: Math.max(1, Math.min(room, TEMPLATE_LIMITS.body)) }];
    }),
  ];
}

/** The type of file that stands above a template's words; undefined when none does. */
export function fileHeader({ header }: TemplateShape): "image" | "video" | "document" | undefined {
  return header === undefined || header.format === "text" ? undefined : header.format;
}

/** The variables in a text: numbers in their order, names in the order they stand. */
export function keysIn(text: string): string[] {
  const keys = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, key = ""]) => key))];
  return keys.every(isNumber) ? keys.toSorted((a, b) => Number(a) - Number(b)) : keys;
}

/** The text with its variables filled in. What `valueOf` has no value for stays as it is. */
export function substitute(text: string, valueOf: (key: string) => string | undefined): string {
  return text.replaceAll(PLACEHOLDER, (whole, key: string) => valueOf(key) ?? whole);
}

/** Whether a variable goes by its number rather than by a name. */
export function isNumber(key: string): boolean {
  return /^\d+$/.test(key);
}

/** `first_name` as "First name", `2` as "Variable 2". */
function labelOf(key: string): string {
  if (isNumber(key)) return `Variable ${key}`;
  const words = key.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
