import { z } from "zod";
import { type GraphAnswer, graphCall } from "../meta/graph.ts";
import { multipart } from "../meta/multipart.ts";
import type { Credentials, OutgoingFile, ProviderFetch, SendOutcome } from "../module.ts";
import { WHATSAPP_ERRORS } from "./provider-errors.ts";

/** 100 MB on a slow line. */
const UPLOAD_TIMEOUT_MS = 3 * 60_000;

/**
 * Hands a file to Meta: its id there, or how the send ends without it. Nothing reaches a person by this, so whatever went wrong may be
 * tried again. Never throws.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#upload-media
 */
export async function uploadMedia(
  file: OutgoingFile,
  { phoneNumberId = "", accessToken = "" }: Credentials,
  provider: ProviderFetch,
  attempt: number,
): Promise<{ mediaId: string } | Exclude<SendOutcome, { kind: "sent" | "unknown" }>> {
  let body: ReadableStream<Uint8Array>;
  try {
    body = await file.open();
  } catch {
    return failed("file_gone", "The attachment is not there any more. Attach it anew.", false);
  }
  const form = multipart({ messaging_product: "whatsapp", type: file.mimeType }, { ...file, body });
  const answer = await graphCall(provider, accessToken, `/${encodeURIComponent(phoneNumberId)}/media`, {
    method: "POST",
    form,
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
  return outcomeOf(answer, attempt);
}

function outcomeOf(answer: GraphAnswer, attempt: number): Awaited<ReturnType<typeof uploadMedia>> {
  switch (answer.kind) {
    case "ok": {
      const uploaded = Uploaded.safeParse(answer.body);
      return uploaded.success
        ? { mediaId: uploaded.data.id }
        : later("no_id", "WhatsApp answered the attachment without an id.", attempt);
    }
    case "refused": {
      const error = WHATSAPP_ERRORS.messageError(answer.code, answer.said);
      const afterMs =
        WHATSAPP_ERRORS.waitAfter(answer.code, attempt) ??
        (answer.status === 429 ? WHATSAPP_ERRORS.waitAfter("4", attempt) : undefined);
      return afterMs === undefined ? { kind: "failed", error } : { kind: "retry", afterMs, error };
    }
    case "unreadable":
      return answer.status === 429 || answer.status >= 500
        ? later(`http_${answer.status}`, `WhatsApp answered ${answer.status} to the attachment.`, attempt)
        : failed(`http_${answer.status}`, `WhatsApp's address answered ${answer.status} to the attachment.`, true);
    case "silent":
      return later("no_answer", "WhatsApp did not answer while it was given the attachment.", attempt);
    default:
      return answer satisfies never;
  }
}

const Uploaded = z.object({ id: z.string().min(1) });

function later(code: string, message: string, attempt: number) {
  return {
    kind: "retry" as const,
    afterMs: WHATSAPP_ERRORS.waitAfter("131000", attempt) ?? 0,
    error: { code, message, retryable: true },
  };
}

function failed(code: string, message: string, retryable: boolean) {
  return { kind: "failed" as const, error: { code, message, retryable } };
}
