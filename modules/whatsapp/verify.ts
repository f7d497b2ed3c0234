import { z } from "zod";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { type GraphAnswer, graphCall } from "../meta/graph.ts";
import type { Trouble } from "../http/trouble.ts";
import { troubleOf } from "../meta/trouble.ts";
import { WHATSAPP_ERRORS } from "./provider-errors.ts";

/**
 * Proves with the provider that the credentials work. The number itself decides: the token must be able to read exactly this id. Then the
 * WhatsApp account must list the number, and the app is subscribed to it; a fault there leaves the number connected, with a reason to see.
 * https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status
 */
export async function verifyNumber(
  credentials: Credentials,
  provider: ProviderFetch,
  now: number,
): Promise<Verification> {
  const checkedAt = new Date(now).toISOString();
  const { phoneNumberId = "", businessAccountId = "", accessToken = "" } = credentials;
  const call = (path: string, method?: "POST"): Promise<GraphAnswer> =>
    graphCall(provider, accessToken, path, method === undefined ? {} : { method });

  const number = numberOf(await call(`/${encodeURIComponent(phoneNumberId)}?fields=${NUMBER_FIELDS}`), phoneNumberId);
  if ("trouble" in number) return { health: { ok: false, checkedAt, ...number.trouble }, proven: [], details: {} };

  const proven: Verification["proven"] = [{ kind: "phone_number_id", outsideId: phoneNumberId }];
  const { details } = number;
  const belongs = belonging(
    await call(`/${encodeURIComponent(businessAccountId)}/phone_numbers?fields=id&limit=200`),
    phoneNumberId,
  );
  if (belongs !== undefined) return { health: { ok: true, checkedAt, ...belongs }, proven, details };

  proven.push({ kind: "waba", outsideId: businessAccountId });
  const subscribed = subscription(await call(`/${encodeURIComponent(businessAccountId)}/subscribed_apps`, "POST"));
  return { health: { ok: true, checkedAt, ...subscribed }, proven, details };
}

const NUMBER_FIELDS = "id,display_phone_number,verified_name,quality_rating";

const PhoneNumber = z.object({
  id: z.coerce.string(),
  display_phone_number: z.string().optional().catch(undefined),
  verified_name: z.string().optional().catch(undefined),
  quality_rating: z.string().optional().catch(undefined),
});
const NumberList = z.object({ data: z.array(z.object({ id: z.coerce.string() })) });

function numberOf(
  answer: GraphAnswer,
  phoneNumberId: string,
): { details: Record<string, string> } | { trouble: Trouble } {
  if (answer.kind !== "ok") return { trouble: troubleOf(answer, "the phone number ID", WHATSAPP_ERRORS) };
  const number = PhoneNumber.safeParse(answer.body);
  if (!number.success || number.data.id !== phoneNumberId) {
    return {
      trouble: {
        cause: "not_found",
        reason: "Meta answered for something that is not this phone number.",
        fix: "Compare the phone number ID with Meta's API Setup page.",
      },
    };
  }
  const { display_phone_number, verified_name, quality_rating } = number.data;
  return {
    details: {
      ...(display_phone_number === undefined ? {} : { displayNumber: display_phone_number }),
      ...(verified_name === undefined ? {} : { verifiedName: verified_name }),
      ...(quality_rating === undefined ? {} : { qualityRating: quality_rating }),
    },
  };
}

function belonging(answer: GraphAnswer, phoneNumberId: string): Trouble | undefined {
  if (answer.kind !== "ok") return troubleOf(answer, "the WhatsApp Business Account ID", WHATSAPP_ERRORS);
  const list = NumberList.safeParse(answer.body);
  if (list.success && list.data.data.some(({ id }) => id === phoneNumberId)) return undefined;
  return {
    cause: "configuration",
    reason: "Messages work, but this WhatsApp Business Account does not list the number.",
    fix: "Compare the WhatsApp Business Account ID with Meta's API Setup page.",
  };
}

function subscription(answer: GraphAnswer): Partial<Trouble> {
  if (answer.kind === "ok") return {};
  const { cause, reason } = troubleOf(answer, "the WhatsApp Business Account ID", WHATSAPP_ERRORS);
  return {
    cause,
    reason: `Sending works, but the app could not be subscribed to this account's messages. ${reason}`,
    fix: "Give the token's system user whatsapp_business_management, or subscribe the app in Meta's webhook settings, then verify again.",
  };
}
