import type { Page } from "../../schema/contracts/common.ts";
import type {
  Fleet,
  FleetRow,
  FleetValuesSent,
  ListFleetRows,
  SendFleetValues,
  StartFleet,
} from "../../schema/contracts/fleets.ts";
import { request } from "./client.ts";

const at = (id: string, rest = "") => `/concierge/fleets/${id}${rest}`;

/** The agency's set-ups of many clients, newest first. */
export function listFleets(signal?: AbortSignal): Promise<Page<Fleet>> {
  return request("/concierge/fleets", { signal });
}

export async function startFleet(body: StartFleet): Promise<Fleet> {
  return (await request<{ doc: Fleet }>("/concierge/fleets", { method: "POST", body })).doc;
}

export function getFleet(id: string, signal?: AbortSignal): Promise<Fleet> {
  return request(at(id), { signal });
}

/** Its clients by name, each with how its modules stand. */
export function listFleetRows(
  id: string,
  query: Partial<ListFleetRows>,
  signal?: AbortSignal,
): Promise<Page<FleetRow>> {
  return request(at(id, "/clients"), { query, signal });
}

/** Gives clients what they lack of one module; those that could be given nothing are named with the reason. */
export function sendFleetValues(
  id: string,
  body: Pick<SendFleetValues, "module"> & Partial<SendFleetValues>,
): Promise<FleetValuesSent> {
  return request(at(id, "/values"), { method: "POST", body });
}

/** Begins once more where no session could. */
export async function retryFleet(id: string): Promise<Fleet> {
  return (await request<{ doc: Fleet }>(at(id, "/retry"), { method: "POST" })).doc;
}

/** What is live stays live. */
export async function stopFleet(id: string): Promise<Fleet> {
  return (await request<{ doc: Fleet }>(at(id, "/stop"), { method: "PUT" })).doc;
}
