import type { Domain } from "../../../schema/contracts/domains.ts";
import type { DomainRow } from "../../../schema/control-plane/index.ts";
import { userById } from "../../directory/users.ts";
import type { Ctx } from "../ctx.ts";
import { proofOf } from "./proof.ts";

/** A domain as the API shows it. */
export async function domainDocument({ env, origin }: Pick<Ctx, "env" | "origin">, row: DomainRow): Promise<Domain> {
  const { id, use, domain, status, reason, joinRole, joinBy, checkedAt, dueAt, verifiedAt, createdAt } = row;
  const { protocol, port } = new URL(origin);
  const decidedBy = joinRole === null || joinBy === null ? undefined : await userById(env, joinBy);
  return {
    id,
    use,
    domain,
    status,
    reason,
    record: await proofOf(row),
    url: use === "site" && status === "verified" ? `${protocol}//${domain}${port === "" ? "" : `:${port}`}` : null,
    join: joinRole === null ? null : { role: joinRole, by: decidedBy?.name ?? "Somebody who is gone" },
    checkedAt: isoOrNull(checkedAt),
    nextCheckAt: isoOrNull(dueAt),
    verifiedAt: isoOrNull(verifiedAt),
    createdAt: new Date(createdAt).toISOString(),
  };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
