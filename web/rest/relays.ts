import type {
  CreateRelay,
  NewRelay,
  Relay,
  RelayList,
  RelayPage,
  SendRelayForm,
} from "../../schema/contracts/relays.ts";
import { request } from "./client.ts";

const at = (session: string, rest = "") => `/concierge/sessions/${session}/relays${rest}`;

/** The links of a session, newest first. */
export function listRelays(tenant: string, session: string, signal?: AbortSignal): Promise<RelayList> {
  return request(at(session), { tenant, signal });
}

/** Makes a link; its address is told this once. */
export async function createRelay(tenant: string, session: string, body: CreateRelay): Promise<NewRelay> {
  return (await request<{ doc: NewRelay }>(at(session), { method: "POST", tenant, body })).doc;
}

/** From then on it opens nothing. */
export async function revokeRelay(tenant: string, session: string, id: string): Promise<Relay> {
  return (await request<{ doc: Relay }>(at(session, `/${id}`), { method: "DELETE", tenant })).doc;
}

/** What a link asks for. Its holder needs no account. Throws `link_over`. */
export function openRelay(token: string, signal?: AbortSignal): Promise<RelayPage> {
  return request("/concierge/relays/open", { method: "POST", tenant: null, body: { token }, signal });
}

/** Fills in the form of one module. Faults name `values.<requirement>` and `config.<setting>`. */
export function sendRelayForm(token: string, slug: string, body: SendRelayForm): Promise<RelayPage> {
  return request(`/concierge/relays/forms/${slug}`, { method: "POST", tenant: null, body: { token, ...body } });
}
