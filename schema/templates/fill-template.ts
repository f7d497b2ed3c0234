import type { SentTemplate, TemplateSend, TemplateShape } from "../contracts/template-shape.ts";
import {
  fileHeader,
  isNumber,
  keysIn,
  substitute,
  TEMPLATE_LIMITS,
  type VariablePart,
  variablesOf,
} from "./variables.ts";

/** Values by part, then by the variable's key. */
export type TemplateValues = TemplateSend["variables"];

/** What is wrong with one value. `path` leads to it from the template that is sent: `variables.body.first_name`. */
export interface ValueProblem {
  path: string;
  message: string;
}

/** Under which key of `variables.header` the file above a template stands. */
export const FILE_KEY = "attachment";

/** A template with its values in place: `text` is what the message says, `sent` everything around it. */
export interface FilledTemplate {
  text: string;
  sent: SentTemplate;
  problems: ValueProblem[];
}

/**
 * Fills a template in and says what is wrong with the values, every problem at once. A value that is missing leaves its variable standing, so
 * that a preview can be made of the same. Sends nothing and stores nothing; one with problems must not be sent.
 */
export function fillTemplate(
  { name, language, shape }: { name: string; language: string; shape: TemplateShape },
  values: TemplateValues,
): FilledTemplate {
  const given = (part: VariablePart, key: string): string | undefined =>
    Object.hasOwn(values[part] ?? {}, key) ? values[part]?.[key] : undefined;
  const filled = (part: "header" | "body", text: string): string =>
    substitute(text, (key) => given(part, key)?.trim() || undefined);
  const text = filled("body", shape.body);
  const header = shape.header && {
    format: shape.header.format,
    ...(shape.header.text === undefined ? {} : { text: filled("header", shape.header.text) }),
  };
  const buttons = shape.buttons.map((button, index) => {
    const value = given("buttons", String(index))?.trim();
    if (!value) return button;
    if (button.type === "copy_code") return { ...button, code: value };
    return button.url === undefined ? button : { ...button, url: substitute(button.url, () => value) };
  });
  const sentValues = (part: "header" | "body", source: string) =>
    keysIn(source).map((key) => ({ ...(isNumber(key) ? {} : { name: key }), text: given(part, key)?.trim() ?? "" }));
  const sent: SentTemplate = {
    name,
    language,
    ...(header === undefined ? {} : { header }),
    ...(shape.footer === undefined ? {} : { footer: shape.footer }),
    buttons,
    values: {
      header: sentValues("header", shape.header?.text ?? ""),
      body: sentValues("body", shape.body),
      buttons: variablesOf(shape).flatMap(({ part, key }) =>
        part !== "buttons"
          ? []
          : [
              {
                index: Number(key),
                type: shape.buttons[Number(key)]?.type === "copy_code" ? ("copy_code" as const) : ("url" as const),
                text: given("buttons", key)?.trim() ?? "",
              },
            ],
      ),
    },
  };
  return {
    text,
    sent,
    problems: [...valueProblems(shape, values), ...lengthProblems(shape, text, header?.text ?? "")],
  };
}

function valueProblems(shape: TemplateShape, values: TemplateValues): ValueProblem[] {
  const variables = variablesOf(shape);
  const file = fileHeader(shape);
  const known = new Set(variables.map(({ part, key }) => `${part}.${key}`));
  if (file !== undefined) known.add(`header.${FILE_KEY}`);
  const problems = variables.flatMap(({ part, key, max }): ValueProblem[] => {
    const value = Object.hasOwn(values[part] ?? {}, key) ? (values[part]?.[key] ?? "") : "";
    const message = valueFault(part, value.trim(), max);
    return message === undefined ? [] : [{ path: `variables.${part}.${key}`, message }];
  });
  if (file !== undefined && !Object.hasOwn(values.header ?? {}, FILE_KEY))
    problems.unshift({
      path: `variables.header.${FILE_KEY}`,
      message: `is required: this template shows ${FILES[file]}`,
    });
  for (const part of ["header", "body", "buttons"] as const)
    for (const key of Object.keys(values[part] ?? {}))
      if (!known.has(`${part}.${key}`))
        problems.push({ path: `variables.${part}.${key}`, message: "is no variable of this template" });
  return problems;
}

const FILES = { image: "a picture", video: "a video", document: "a document" } as const;

/** Meta refuses empty values, line breaks, tabs and runs of spaces, and anything but an address in an address. */
function valueFault(part: VariablePart, value: string, max: number): string | undefined {
  if (value === "") return "must not be empty";
  if (value.length > max) return `must be at most ${max} characters`;
  if (/\p{Cc}|\u2028|\u2029/u.test(value)) return "must be one line, without tabs";
  if (/ {5}/.test(value)) return "must not have more than four spaces in a row";
  if (part === "buttons" && /\s/.test(value)) return "must not contain spaces";
  return undefined;
}

/** Values that fit alone may still be too much together. */
function lengthProblems(shape: TemplateShape, text: string, header: string): ValueProblem[] {
  const { header: above, footer, buttons } = shape;
  const isAlone = above === undefined && footer === undefined && buttons.length === 0;
  const max = isAlone ? TEMPLATE_LIMITS.bodyAlone : TEMPLATE_LIMITS.body;
  const over = (part: "header" | "body", length: number, limit: number): ValueProblem[] =>
    length <= limit
      ? []
      : [{ path: `variables.${part}`, message: `make it ${length - limit} characters too long: at most ${limit} fit` }];
  return [...over("header", header.length, TEMPLATE_LIMITS.header), ...over("body", text.length, max)];
}
