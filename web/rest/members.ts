import type { AddMember, Member, UpdateMember } from "../../schema/contracts/members.ts";
import { request } from "./client.ts";

/** The people who can act on an account, the open one unless told; with `platform` the platform's own staff too. */
export function listMembers(
  signal?: AbortSignal,
  { platform = false, tenant }: { platform?: boolean; tenant?: string } = {},
): Promise<{ docs: Member[] }> {
  return request("/members", {
    signal,
    ...(platform ? { query: { platform: "true" } } : {}),
    ...(tenant === undefined ? {} : { tenant }),
  });
}

/** Gives somebody who already works nearby a role on the open account. */
export async function addMember(body: AddMember): Promise<Member> {
  return (await request<{ doc: Member }>("/members", { method: "POST", body })).doc;
}

export async function updateMember(id: string, body: UpdateMember): Promise<Member> {
  return (await request<{ doc: Member }>(`/members/${encodeURIComponent(id)}`, { method: "PATCH", body })).doc;
}

/** Takes somebody's passkeys and codes away, and signs them out everywhere. */
export async function resetMemberFactors(id: string): Promise<void> {
  await request(`/members/${encodeURIComponent(id)}/second-factor`, { method: "DELETE" });
}

export async function removeMember(id: string): Promise<void> {
  await request(`/members/${encodeURIComponent(id)}`, { method: "DELETE" });
}
