import { z } from "zod";
import { type GraphAnswer, graphCall } from "../meta/graph.ts";
import type { Credentials, MediaLocation, ProviderFetch, RemoteMedia } from "../module.ts";
import { WHATSAPP_ERRORS } from "./provider-errors.ts";

/**
 * Where Meta has a file now. Its id is good for 7 days after the webhook, the address answered here for some five minutes. Never throws.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#retrieve-media-url
 */
export async function locateMedia(
  { mediaId }: RemoteMedia,
  { accessToken, phoneNumberId }: Credentials,
  provider: ProviderFetch,
): Promise<MediaLocation> {
  if (accessToken === undefined) return failed("not_configured", "This WhatsApp number is not set up completely.");
  // Meta's are digits. What could lead to another path of the Graph API is none.
  if (mediaId === null || !/^[\w-]{1,200}$/.test(mediaId))
    return failed("no_media", "WhatsApp gave no file with this.");
  const owner = phoneNumberId === undefined ? "" : `?phone_number_id=${encodeURIComponent(phoneNumberId)}`;
  return locationIn(await graphCall(provider, accessToken, `/${mediaId}${owner}`), accessToken);
}

function locationIn(answer: GraphAnswer, bearer: string): MediaLocation {
  switch (answer.kind) {
    case "ok": {
      const media = Media.safeParse(answer.body);
      if (!media.success) return retry("no_address", "WhatsApp did not say where the file is.");
      const { url, mime_type: mimeType, sha256, file_size: size } = media.data;
      return { kind: "found", url, bearer, ...defined({ mimeType, sha256, size }) };
    }
    case "refused": {
      const { code, said, status } = answer;
      const error = WHATSAPP_ERRORS.messageError(code, said);
      const passes = status === 429 || status >= 500 || WHATSAPP_ERRORS.find(code)?.backoff !== undefined;
      // A token can be renewed and a right be given while the id lives.
      const mendable = code === "190" || code === "10" || code === "200" || code === "131005";
      return passes || mendable ? { kind: "retry", error } : { kind: "failed", error };
    }
    case "unreadable":
      return retry(`http_${answer.status}`, `WhatsApp's address answered ${answer.status}.`);
    case "silent":
      return retry("no_answer", "WhatsApp did not answer.");
    default:
      return answer satisfies never;
  }
}

const Bytes = z.number().int().nonnegative();

/** `file_size` comes as a number or as its digits. */
const Media = z.object({
  url: z.string().min(1),
  mime_type: z.string().optional().catch(undefined),
  sha256: z.string().optional().catch(undefined),
  file_size: z
    .union([
      Bytes,
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ])
    .optional()
    .catch(undefined),
});

function defined(given: { mimeType: string | undefined; sha256: string | undefined; size: number | undefined }) {
  return {
    ...(given.mimeType === undefined ? {} : { mimeType: given.mimeType }),
    ...(given.sha256 === undefined ? {} : { sha256: given.sha256 }),
    ...(given.size === undefined ? {} : { size: given.size }),
  };
}

function retry(code: string, message: string): MediaLocation {
  return { kind: "retry", error: { code, message, retryable: true } };
}

function failed(code: string, message: string): MediaLocation {
  return { kind: "failed", error: { code, message, retryable: false } };
}
