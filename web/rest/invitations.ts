import type {
  AcceptInvitation,
  CreateInvitation,
  Invitation,
  InvitationPreview,
} from "../../schema/contracts/invitations.ts";
import { request } from "./client.ts";

/** The open account's invitations that nobody has accepted yet. */
export function listInvitations(signal?: AbortSignal): Promise<{ docs: Invitation[] }> {
  return request("/invitations", { signal });
}

export function createInvitation(
  body: Pick<CreateInvitation, "email"> & Partial<CreateInvitation>,
): Promise<{ doc: Invitation }> {
  return request("/invitations", { method: "POST", body });
}

export function resendInvitation(id: string): Promise<{ doc: Invitation }> {
  return request(`/invitations/${id}/sends`, { method: "POST", body: {} });
}

export function revokeInvitation(id: string): Promise<{ doc: Invitation }> {
  return request(`/invitations/${id}`, { method: "DELETE" });
}

/** What the link of an invitation offers its holder. */
export function previewInvitation(token: string, signal?: AbortSignal): Promise<InvitationPreview> {
  return request("/invitations/preview", { method: "POST", body: { token }, tenant: null, signal });
}

export function acceptInvitation(body: AcceptInvitation): Promise<{ tenant: string }> {
  return request("/invitations/accept", { method: "POST", body, tenant: null });
}
