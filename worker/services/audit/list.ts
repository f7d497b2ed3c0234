import type { AuditPosition } from "../../../durable-objects/kit/audit-search.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { AccountAuditRow } from "../../../durable-objects/sub-account/trail/list-audit.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { AuditFilters, AuditList, AuditRow, AuditStore, ListAudit } from "../../../schema/contracts/audit.ts";
import { auditRows } from "../../db/audit.ts";
import type { Ctx } from "../ctx.ts";
import { type AuditPlaces, readCursor, type StorePlace, writeCursor } from "./cursor.ts";
import { auditDocument } from "./document.ts";

/**
 * What was done on this tenant, newest first: the control plane's rows merged with those in the account's own object, each kept where the
 * write they speak of lives. Throws `forbidden`, `invalid` (cursor).
 */
export async function listAudit(ctx: Ctx, { limit, cursor, ...filters }: ListAudit): Promise<AuditList> {
  const { rows, places, searchedTo } = await auditPage(ctx, filters, limit, readCursor(cursor));
  const ended = places.control === null && places.account === null;
  return {
    docs: rows,
    nextCursor: ended ? null : writeCursor(places),
    searchedTo: ended || searchedTo === undefined ? null : new Date(searchedTo).toISOString(),
  };
}

/** A page of both stores, and where each goes on. `searchedTo` in ms, where there is more. Throws `forbidden`. */
export async function auditPage(
  ctx: Ctx,
  filters: AuditFilters,
  limit: number,
  from: AuditPlaces,
): Promise<{ rows: AuditRow[]; places: AuditPlaces; searchedTo: number | undefined }> {
  requireCapability(ctx.actor, "viewAudit");
  const search = (before: AuditPosition | undefined) => ({ filters, limit, ...(before && { before }) });
  const [control, account] = await Promise.all([
    from.control === null ? NOTHING : auditRows(ctx.db, search(from.control)),
    from.account === null || ctx.tenant.type !== "subaccount"
      ? NOTHING
      : subAccount(ctx.env, ctx.tenant.id).listAudit(ctx.actor, search(from.account)),
  ]);
  const found = [...inStore(control, "control"), ...inStore(account, "account")].toSorted(newestFirst);
  // Below the place where a store stopped looking, the other one's rows may not come yet: some of the first may belong above them.
  const known = [control.next, account.next].filter((next) => next !== null).toSorted(newestFirst)[0];
  const told = found.filter(({ row }) => known === undefined || newestFirst(row, known) <= 0).slice(0, limit);
  const place = (store: AuditStore, read: StorePage): StorePlace => {
    const own = told.filter((one) => one.store === store);
    if (own.length === read.rows.length) return read.next;
    const last = own.at(-1)?.row;
    return last === undefined ? from[store] : { at: last.at, id: last.id };
  };
  return {
    rows: told.map(({ row, store }) => auditDocument(row, store)),
    places: { control: place("control", control), account: place("account", account) },
    searchedTo: told.length === limit ? told.at(-1)?.row.at : known?.at,
  };
}

interface StorePage {
  rows: AccountAuditRow[];
  next: AuditPosition | null;
}
const NOTHING: StorePage = { rows: [], next: null };

function inStore({ rows }: StorePage, store: AuditStore): { row: AccountAuditRow; store: AuditStore }[] {
  return rows.map((row) => ({ row, store }));
}

type Placed = AuditPosition | { row: AuditPosition };
function newestFirst(one: Placed, other: Placed): number {
  const [a, b] = [placeOf(one), placeOf(other)];
  return a.at === b.at ? (a.id < b.id ? 1 : a.id > b.id ? -1 : 0) : b.at - a.at;
}

function placeOf(placed: Placed): AuditPosition {
  return "row" in placed ? placed.row : placed;
}
