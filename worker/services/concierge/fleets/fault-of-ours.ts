import { reasonOf } from "../../../../schema/reason-of.ts";

/** Logs a fault that nobody foresaw while one client of a fleet was seen to, and answers what is said of that client: no other waits for it. */
export function faultOfOurs(
  event: "fleet_client_not_begun" | "fleet_values_not_sent",
  { fleet, tenantId }: { fleet: string; tenantId: string },
  error: unknown,
): string {
  console.error(JSON.stringify({ level: "error", event, fleet, tenantId, reason: reasonOf(error) }));
  return "Something went wrong on our side. Try again.";
}
