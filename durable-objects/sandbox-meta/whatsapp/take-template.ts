import { z } from "zod";
import type { SandboxBubble } from "../../../schema/contracts/sandbox.ts";
import { fileById } from "../files.ts";
import { graphError } from "../graph-error.ts";
import type { Sandbox } from "../sandbox.ts";
import type { WireComponent, WireTemplate } from "./template-set.ts";
import { templatesOf } from "./templates.ts";

const File = z.object({ id: z.string().min(1), filename: z.string().optional() });
const Parameter = z.object({
  type: z.string(),
  parameter_name: z.string().optional(),
  text: z.string().optional(),
  coupon_code: z.string().optional(),
  image: File.optional(),
  video: File.optional(),
  document: File.optional(),
});
type Parameter = z.infer<typeof Parameter>;

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#template-object */
export const SentTemplateNode = z.object({
  name: z.string().min(1),
  language: z.object({ code: z.string().min(1) }),
  components: z
    .array(
      z.object({
        type: z.enum(["header", "body", "button"]),
        sub_type: z.string().optional(),
        index: z.coerce.number().int().optional(),
        parameters: z.array(Parameter),
      }),
    )
    .default([]),
});
type SentTemplateNode = z.infer<typeof SentTemplateNode>;

type Taken = { text: string; bubble: SandboxBubble; fileId: string | undefined };

const BODY_MAX_CHARACTERS = 1024;

/** A template as the customer's phone shows it, or Meta's refusal: what it checks, in its order. */
export function takeTemplate(sandbox: Sandbox, sent: SentTemplateNode): Taken | { refused: Response } {
  const template = templatesOf(sandbox).find(
    ({ language, name }) => name === sent.name && language === sent.language.code,
  );
  if (template === undefined || template.status === "REJECTED" || template.status === "PENDING")
    return refuse(132_001, `template name (${sent.name}) does not exist in ${sent.language.code}`);
  if (template.status === "PAUSED") return refuse(132_015, "Template is paused due to low quality");
  if (template.status === "DISABLED") return refuse(132_016, "Template is disabled permanently due to low quality");

  const header = partOf(template, "HEADER");
  const given = sent.components.find(({ type }) => type === "header")?.parameters ?? [];
  const words = sent.components.find(({ type }) => type === "body")?.parameters ?? [];
  const fault = textFault("body", partOf(template, "BODY")?.text, words) ?? headerFault(header, given);
  if (fault !== undefined) return { refused: fault };
  const text = filled(partOf(template, "BODY")?.text ?? "", words);
  if (text.length > BODY_MAX_CHARACTERS) return refuse(132_005, "Template hydrated text is too long");
  const fileId = given.map(({ document, image, video }) => (image ?? video ?? document)?.id).find(Boolean);
  if (fileId !== undefined && fileById(sandbox, fileId) === undefined)
    return refuse(131_053, "Media upload error: no such media id");

  const buttons = buttonsOf(template, sent);
  if ("refused" in buttons) return buttons;
  const footer = partOf(template, "FOOTER")?.text;
  return {
    text,
    fileId,
    bubble: {
      ...(header?.text === undefined ? {} : { header: filled(header.text, given) }),
      ...(footer === undefined ? {} : { footer }),
      buttons: buttons.shown,
    },
  };
}

function refuse(code: number, details: string): { refused: Response } {
  return { refused: graphError(code, details) };
}

function partOf({ components }: WireTemplate, type: WireComponent["type"]): WireComponent | undefined {
  return components.find((component) => component.type === type);
}

function headerFault(header: WireComponent | undefined, given: readonly Parameter[]): Response | undefined {
  const format = header?.format ?? "TEXT";
  if (format === "TEXT") return textFault("header", header?.text, given);
  const [first] = given;
  return first?.type.toUpperCase() === format && first[format.toLowerCase() as "image" | "video" | "document"]
    ? undefined
    : graphError(
        132_012,
        `header: Format mismatch, expected ${format}, received ${first?.type.toUpperCase() ?? "UNKNOWN"}`,
      );
}

/** Numbers are filled in order, names by name; Meta wants exactly as many values as there are variables. */
function textFault(part: string, text: string | undefined, given: readonly Parameter[]): Response | undefined {
  const keys = keysIn(text);
  if (keys.length !== given.length)
    return graphError(
      132_000,
      `${part}: number of localizable_params (${given.length}) does not match the expected number of params (${keys.length})`,
    );
  const isNamed = keys.some((key) => !/^\d+$/.test(key));
  const unnamed = given.some(({ parameter_name: name }) => (isNamed ? !keys.includes(name ?? "") : name !== undefined));
  if (unnamed) return graphError(132_012, `${part}: Parameter name is missing or empty`);
  if (given.some(({ text: value = "" }) => value === "" || /[\n\t]| {5}/.test(value)))
    return graphError(
      132_012,
      `${part}: Param text cannot be empty or have new-line/tab characters or more than 4 consecutive spaces`,
    );
  return undefined;
}

function buttonsOf(
  template: WireTemplate,
  sent: SentTemplateNode,
): { shown: SandboxBubble["buttons"] } | { refused: Response } {
  const shown: SandboxBubble["buttons"] = [];
  for (const [index, { phone_number: phone, text, type, url }] of (
    partOf(template, "BUTTONS")?.buttons ?? []
  ).entries()) {
    const [given] = sent.components.find((one) => one.type === "button" && one.index === index)?.parameters ?? [];
    if (type === "QUICK_REPLY") shown.push({ type: "quick_reply", text });
    else if (type === "PHONE_NUMBER")
      shown.push({ type: "phone", text, ...(phone === undefined ? {} : { value: phone }) });
    else if (type === "COPY_CODE") {
      const code = given?.coupon_code ?? "";
      if (code === "" || code.length > 15)
        return refuse(132_012, `button at index ${index}: coupon code is missing or too long`);
      shown.push({ type: "copy_code", text, value: code });
    } else {
      const expected = keysIn(url).length;
      if (expected !== (given === undefined ? 0 : 1))
        return refuse(
          132_000,
          `button at index ${index}: number of params does not match the expected number (${expected})`,
        );
      shown.push({ type: "url", text, value: (url ?? "").replace(/\{\{\d+\}\}/, () => given?.text ?? "") });
    }
  }
  return { shown };
}

function keysIn(text = ""): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, key = ""]) => key))];
}

function filled(text: string, given: readonly Parameter[]): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => {
    const found = /^\d+$/.test(key) ? given[Number(key) - 1] : given.find(({ parameter_name: name }) => name === key);
    return found?.text ?? whole;
  });
}
