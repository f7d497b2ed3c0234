/** How long what was seen waits to be written down. */
export const FLUSH_EVERY_MS = 60_000;
const MAX_TENANTS = 10_000;

/** What this isolate has seen of tenants since it last wrote it down: how often each was asked for something. */
let noted = new Map<string, number>();
let flushAt = 0;

/** Notes that a tenant was used: its usage is worth looking at. */
export function noteUse(tenantId: string, requests: number, now: number): void {
  if (noted.size === 0) flushAt = now + FLUSH_EVERY_MS;
  noted.set(tenantId, (noted.get(tenantId) ?? 0) + requests);
}

export function isTimeToFlush(now: number): boolean {
  return noted.size > 0 && (now >= flushAt || noted.size >= MAX_TENANTS);
}

/** Everything noted, which is forgotten with this: whoever takes it writes it down, or notes it again. */
export function takeNoted(): Map<string, number> {
  const taken = noted;
  noted = new Map();
  return taken;
}

/** What is noted of one tenant, in the same way. */
export function takeNotedOf(tenantId: string): number {
  const requests = noted.get(tenantId) ?? 0;
  noted.delete(tenantId);
  return requests;
}
