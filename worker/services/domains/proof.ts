import type { DomainRow } from "../../../schema/control-plane/index.ts";
import { PROOF_PREFIX } from "../../../schema/domain-limits.ts";
import { hashKey } from "../keys/hash-key.ts";

/**
 * The record by which whoever rules a domain's DNS says that it is this account's. It is no secret and the same every time: what counts is
 * that it stands there, and it speaks of one account alone.
 */
export async function proofOf({
  tenantId,
  domain,
}: Pick<DomainRow, "tenantId" | "domain">): Promise<{ name: string; type: "TXT"; value: string }> {
  const value = `trellis-verification=${await hashKey(`domain-proof ${tenantId} ${domain}`)}`;
  return { name: `${PROOF_PREFIX}${domain}`, type: "TXT", value };
}
