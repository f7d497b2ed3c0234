import type { MessageError } from "../../../schema/contracts/messages.ts";
import type { InboundStatus } from "../../../schema/inbound/event.ts";
import { WHATSAPP_ERRORS } from "../provider-errors.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { providerTime } from "./provider-time.ts";
import { at, idAt, textAt } from "../../meta/read.ts";

/**
 * One item of `statuses[]` as an event; null for a status this version has no use for (Meta adds new ones without notice).
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status
 */
export function statusFrom(
  item: unknown,
  receivedAt: number,
): Omit<InboundStatus, "integrationId"> | { unreadable: string } | null {
  const externalId = idAt(item, "id");
  if (externalId === undefined) return { unreadable: "a status without a message id" };
  const status = KNOWN.find((known) => known === at(item, "status"));
  if (status === undefined) return null;
  const echoId = textAt(item, "biz_opaque_callback_data");
  return {
    kind: "status",
    channel: "whatsapp",
    externalId,
    status,
    at: providerTime(at(item, "timestamp"), receivedAt),
    ...(echoId === undefined || echoId.length > ECHO_MAX_CHARACTERS ? {} : { echoId }),
    ...(status === "failed" ? { error: failure(at(item, "errors", 0)) } : {}),
  };
}

const KNOWN = ["sent", "delivered", "read", "failed"] as const satisfies readonly InboundStatus["status"][];
const ECHO_MAX_CHARACTERS = 64;
const REASON_MAX_CHARACTERS = 500;

/** The reason comes exactly once, so all of it that a person can use is kept. */
function failure(error: unknown): MessageError {
  const title = textAt(error, "title") ?? textAt(error, "message");
  const details = textAt(error, "error_data", "details");
  const said = [title, details === title ? undefined : details].filter((part) => part !== undefined).join(" ");
  return WHATSAPP_ERRORS.messageError(idAt(error, "code"), boundedLine(said, REASON_MAX_CHARACTERS));
}
