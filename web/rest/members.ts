import type { Member } from "../../schema/contracts/members.ts";
import { request } from "./client.ts";

/** The people who can act on the open account. */
export function listMembers(signal?: AbortSignal): Promise<{ docs: Member[] }> {
  return request("/members", { signal });
}
