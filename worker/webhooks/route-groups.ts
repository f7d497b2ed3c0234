import type { InboundGroup, ParsedWebhook } from "../../modules/module.ts";
import type { OutsideIdRow } from "../../schema/control-plane/index.ts";
import type { InboundEvent } from "../../schema/inbound/event.ts";
import { routeKey } from "../directory/outside-ids.ts";
import type { Door } from "./doors.ts";

/** What one account gets of a webhook: its events in the order received, and the provider's own slices they came from. */
export interface Delivery {
  tenantId: string;
  events: InboundEvent[];
  raw: unknown[];
}

/** What no account can be given, and why. */
export interface Stray {
  outsideId: string | null;
  reason: string;
  raw: unknown;
}

/**
 * Sorts a webhook's parts by account: by the outside id each part names, never by the POST. An id counts only at its own door: the
 * platform's door routes no id of an account that brings its own app, and such an account's door routes only its own integration's ids,
 * whatever a sender who holds its secret may name.
 */
export function routeGroups(
  door: Pick<Door, "owner">,
  { groups, unreadable }: ParsedWebhook,
  owners: ReadonlyMap<string, OutsideIdRow>,
): { deliveries: Delivery[]; strays: Stray[] } {
  const deliveries = new Map<string, Delivery>();
  const strays: Stray[] = unreadable.map(({ reason, raw }) => ({ outsideId: null, reason, raw }));
  for (const { route, events, raw } of groups) {
    const owner = owners.get(routeKey(route));
    if (owner === undefined || !isRoutedBy(door, owner)) {
      strays.push({
        outsideId: route.outsideId,
        reason: owner === undefined ? "no account has this id" : "this id has another door",
        raw,
      });
      continue;
    }
    const { tenantId, integrationId } = owner;
    const delivery: Delivery = deliveries.get(tenantId) ?? { tenantId, events: [], raw: [] };
    deliveries.set(tenantId, delivery);
    for (const event of events) delivery.events.push(ofIntegration(event, integrationId));
    delivery.raw.push(raw);
  }
  return { deliveries: [...deliveries.values()], strays };
}

/** Whether the door may route an id of this owner. */
function isRoutedBy({ owner: own }: Pick<Door, "owner">, { tenantId, integrationId, ownApp }: OutsideIdRow): boolean {
  if (own === undefined) return !ownApp;
  return ownApp && own.tenantId === tenantId && own.integrationId === integrationId;
}

function ofIntegration(event: InboundGroup["events"][number], integrationId: string): InboundEvent {
  return { ...event, integrationId };
}
