import type {
  ConciergeMessage,
  ConciergeOffer,
  ConciergeSession,
  ConciergeState,
  DecideApproval,
  ListConcierge,
  ModuleStep,
  SendForm,
  StartConcierge,
  SteerConcierge,
} from "../../schema/contracts/concierge.ts";
import type { Page } from "../../schema/contracts/common.ts";
import { request } from "./client.ts";

const at = (id: string, rest = "") => `/concierge/sessions/${id}${rest}`;

/** Sessions of the active account, newest first. */
export function listSessions(
  query: Partial<ListConcierge>,
  tenant?: string,
  signal?: AbortSignal,
): Promise<Page<ConciergeState>> {
  return request("/concierge/sessions", { query, signal, ...(tenant === undefined ? {} : { tenant }) });
}

/** What could be set up now, and the session that is active. */
export function getOffer(tenant: string, signal?: AbortSignal): Promise<ConciergeOffer> {
  return request("/concierge/offer", { tenant, signal });
}

/** Waves the offer away, until there is something new to set up. */
export function declineOffer(): Promise<void> {
  return request("/concierge/offer", { method: "DELETE" });
}

/** One of them with its transcript. */
export function getSession(id: string, tenant: string, signal?: AbortSignal): Promise<ConciergeSession> {
  return request(at(id), { tenant, signal });
}

/** Begins one, or answers the one that is active. */
export async function startSession(body: Partial<StartConcierge>): Promise<ConciergeState> {
  return (await request<{ doc: ConciergeState }>("/concierge/sessions", { method: "POST", body })).doc;
}

/** The same `clientId` twice is the same message. */
export function sayTo(id: string, body: ConciergeMessage): Promise<unknown> {
  return request(at(id, "/messages"), { method: "POST", body });
}

/** Values go to the vault; what is refused names its fields `values.<name>` and `config.<name>`. */
export function sendForm(id: string, formId: string, body: SendForm): Promise<unknown> {
  return request(at(id, `/forms/${formId}`), { method: "POST", body });
}

/** Says yes or no to exactly what an approval shows. */
export function decideApproval(id: string, entryId: string, decision: DecideApproval["decision"]): Promise<unknown> {
  return request(at(id, `/approvals/${entryId}`), { method: "POST", body: { decision } });
}

/** Tries one module again, leaves it out, or takes it in again. */
export function stepModule(id: string, slug: string, action: ModuleStep["action"]): Promise<unknown> {
  return request(at(id, `/modules/${slug}`), { method: "POST", body: { action } });
}

/** Stops it, goes on after a pause, takes it over, or changes who leads. */
export function steerSession(id: string, body: SteerConcierge): Promise<unknown> {
  return request(at(id, "/steer"), { method: "POST", body });
}
