import type { Attachment } from "../../../schema/contracts/messages.ts";

/** Where the browser reads a file from. An element asks without headers, so the account is named in the address. */
export function attachmentUrl(tenant: string, { url }: Pick<Attachment, "url">): string {
  return `${url}?${new URLSearchParams({ tenant })}`;
}
