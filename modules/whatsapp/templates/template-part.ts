import type { SentTemplate } from "../../../schema/contracts/template-shape.ts";

/** A file already handed to Meta: its id there, and its name where a document shows one. */
export interface UploadedHeader {
  mediaId: string;
  name: string;
}

/**
 * The part of a send that names the template and fills it in. A quick reply is sent without a payload: a press then brings back its words.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates
 */
export function templatePart({ name, language, header, values }: SentTemplate, uploaded: UploadedHeader | undefined) {
  const components: object[] = [];
  if (header !== undefined && header.format !== "text" && uploaded !== undefined) {
    const { format } = header;
    const file = { id: uploaded.mediaId, ...(format === "document" ? { filename: uploaded.name } : {}) };
    components.push({ type: "header", parameters: [{ type: format, [format]: file }] });
  } else if (values.header.length > 0) {
    components.push({ type: "header", parameters: values.header.map(parameter) });
  }
  if (values.body.length > 0) components.push({ type: "body", parameters: values.body.map(parameter) });
  for (const { index, text, type } of values.buttons) {
    const filled = type === "copy_code" ? { type: "coupon_code", coupon_code: text } : { type: "text", text };
    components.push({ type: "button", sub_type: type, index: String(index), parameters: [filled] });
  }
  return {
    type: "template",
    template: { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) },
  };
}

function parameter({ name, text }: { name?: string | undefined; text: string }) {
  return { type: "text", ...(name === undefined ? {} : { parameter_name: name }), text };
}
