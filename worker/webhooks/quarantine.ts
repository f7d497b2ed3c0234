import { hex } from "../../schema/hex.ts";
import { recordQuarantine, type QuarantineRow } from "../directory/quarantine.ts";
import type { Env } from "../env.ts";
import type { Door } from "./doors.ts";
import type { Stray } from "./route-groups.ts";

/**
 * Keeps what no account can be given: the parts as one object in R2, and a row for each outside id and reason. Both are named by what the
 * body says, so that a delivery repeated is one entry. Durable when it returns.
 */
export async function quarantineStrays(
  env: Env,
  door: Door,
  { strays, body, now }: { strays: readonly Stray[]; body: ArrayBuffer; now: number },
): Promise<void> {
  if (strays.length === 0) return;
  const digest = hex(await crypto.subtle.digest("SHA-256", body));
  const rawKey = `quarantine/${door.name}/${digest}.json`;
  await env.RAW.put(rawKey, contentOf(door, strays, body, now), { httpMetadata: { contentType: "application/json" } });
  const kinds = Map.groupBy(strays, ({ outsideId, reason }) => JSON.stringify([outsideId, reason]));
  const rows = await Promise.all(
    [...kinds].map(async ([kind, [first, ...rest]]): Promise<QuarantineRow[]> => {
      if (first === undefined) return [];
      const id = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${rawKey} ${kind}`)));
      const { outsideId, reason } = first;
      return [
        {
          id: `qua_${id.slice(0, 32)}`,
          channel: door.module,
          door: door.name,
          outsideId,
          reason,
          items: 1 + rest.length,
          rawKey,
          receivedAt: now,
        },
      ];
    }),
  );
  await recordQuarantine(env, rows.flat());
}

/** A part that has no readable form of its own is kept as the whole body's text. */
function contentOf(door: Door, strays: readonly Stray[], body: ArrayBuffer, now: number): string {
  const whole = strays.some(({ raw }) => raw === null) ? { body: new TextDecoder().decode(body) } : {};
  return JSON.stringify({
    channel: door.module,
    door: door.name,
    receivedAt: new Date(now).toISOString(),
    parts: strays,
    ...whole,
  });
}
