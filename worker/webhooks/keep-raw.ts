import type { Env } from "../env.ts";
import { reasonOf } from "../../schema/reason-of.ts";
import type { Delivery } from "./route-groups.ts";

/**
 * Keeps the provider's own words beside what they became, one object per account and POST, under a prefix that can be deleted with the
 * account and by age. It runs after the answer and never throws: the events themselves are stored already.
 */
export async function keepRaw(
  env: Env,
  deliveries: readonly Delivery[],
  { requestId, now }: { requestId: string; now: number },
): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10);
  await Promise.all(
    deliveries.map(async ({ tenantId, raw }) => {
      try {
        await env.RAW.put(`raw/${tenantId}/${day}/${requestId}.json`, JSON.stringify(raw), {
          httpMetadata: { contentType: "application/json" },
        });
      } catch (error) {
        console.warn(
          JSON.stringify({ level: "warn", event: "raw_not_kept", requestId, tenantId, reason: reasonOf(error) }),
        );
      }
    }),
  );
}
