import type {
  AuditFilters,
  AuditList,
  AuditReason,
  AuditStore,
  AuditVerification,
  EXPORT_FORMATS,
} from "../../schema/contracts/audit.ts";
import { request } from "./client.ts";

/** A page of the audit log, newest first. */
export function listAudit(
  tenant: string,
  query: AuditFilters & { limit: number; cursor?: string | undefined },
  signal?: AbortSignal,
): Promise<AuditList> {
  return request("/audit", { tenant, query, signal });
}

/** A row and what explains it. */
export function explainAudit(id: string, signal?: AbortSignal): Promise<AuditReason> {
  return request(`/audit/${id}`, { signal });
}

/** Checks a stretch of one store's chain. */
export function verifyAudit(
  tenant: string,
  query: { store: AuditStore; after: number },
  signal?: AbortSignal,
): Promise<AuditVerification> {
  return request("/audit/verification", { tenant, query, signal });
}

/** Where the browser downloads the log from, narrowed down as the screen is. */
export function auditExportUrl(tenant: string, filters: AuditFilters, format: (typeof EXPORT_FORMATS)[number]): string {
  const query = new URLSearchParams({ tenant, format });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  return `/api/audit/export?${query}`;
}
