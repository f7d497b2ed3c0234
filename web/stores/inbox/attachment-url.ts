import type { Attachment } from "../../../schema/contracts/messages.ts";
import { viewOf } from "../../rest/view.ts";

/** Where the browser reads a file from. An element asks without headers, so the account, and the view through another's eyes, are named in the address. */
export function attachmentUrl(tenant: string, { url }: Pick<Attachment, "url">): string {
  const view = viewOf(tenant);
  return `${url}?${new URLSearchParams({ tenant, ...(view ? { as: view.id } : {}) })}`;
}
