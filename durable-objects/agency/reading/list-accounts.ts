import { type Actor, can, requireCapability, requireSystem } from "../../../schema/actor.ts";
import type { AccountBadge, AccountLine, ExportAccounts, ListAccounts } from "../../../schema/contracts/accounts.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { RollUp } from "../roll-up.ts";
import { accountLine, LINE_COLUMNS, LINE_JOIN, type LineRow, withoutFigures } from "./account-line.ts";
import { findAccounts } from "./find-accounts.ts";

/**
 * A page of the accounts below here, and how many there are in all. Whoever may not see all conversations below gets no figures, and no order
 * or filter made of them. Throws `forbidden`.
 */
export function listAccounts(
  rollUp: RollUp,
  actor: Actor,
  query: ListAccounts,
): { docs: AccountLine[]; total: number } {
  requireSight(actor, query);
  const found = findAccounts(rollUp.storage, query);
  const numbers = found.numbers(query.limit, (query.page - 1) * query.limit);
  return { docs: linesOf(rollUp, actor, numbers), total: found.total() };
}

/**
 * Every account that matches, in order, by the number it has here: what a file is written from, page by page, while rows change. Throws
 * `forbidden`.
 */
export function accountNumbers(rollUp: RollUp, actor: Actor, query: ExportAccounts): number[] {
  requireSight(actor, query);
  return findAccounts(rollUp.storage, query).numbers();
}

/** Accounts by the numbers they have here, in that order; those that have left meanwhile are missing. Throws `forbidden`. */
export function accountsByNumber(
  rollUp: RollUp,
  actor: Actor,
  { numbers }: { numbers: readonly number[] },
): AccountLine[] {
  requireCapability(actor, "viewSettings");
  return linesOf(rollUp, actor, numbers);
}

/** Accounts by id. */
export function linesById({ storage }: Pick<RollUp, "storage">, ids: readonly string[]): AccountLine[] {
  return storage.sql
    .exec<LineRow>(
      `SELECT ${LINE_COLUMNS} FROM json_each(?) w CROSS JOIN accounts a ON a.id = w.value AND a.listed = 1 ${LINE_JOIN}`,
      JSON.stringify(ids),
    )
    .toArray()
    .map(accountLine);
}

/** What stands beside the names of these accounts, as far as they are listed here. Throws `forbidden` to any person. */
export function accountBadges(rollUp: RollUp, actor: Actor, { ids }: { ids: readonly string[] }): AccountBadge[] {
  requireSystem(actor);
  return linesById(rollUp, ids).map(({ id, figures }) => ({
    id,
    unread: figures?.unread ?? 0,
    broken: figures?.broken ?? 0,
  }));
}

/** Whether a person sees how the accounts below do: their conversations, and all of them. */
export function seesFigures(actor: Actor): boolean {
  return can(actor, "viewLeads") && !(actor.kind === "user" && actor.assignedOnly === true);
}

const OPEN_SORTS: ReadonlySet<string> = new Set(["name", "status", "plan", "createdAt"]);

function requireSight(actor: Actor, { sort, health }: Pick<ExportAccounts, "sort" | "health">): void {
  requireCapability(actor, "viewSettings");
  if (seesFigures(actor)) return;
  if (health !== undefined) throw new TrellisError("forbidden", { field: "health" });
  if (!OPEN_SORTS.has(sort.replace("-", ""))) throw new TrellisError("forbidden", { field: "sort" });
}

function linesOf({ storage }: RollUp, actor: Actor, numbers: readonly number[]): AccountLine[] {
  const lines = storage.sql
    .exec<LineRow>(
      `SELECT ${LINE_COLUMNS} FROM json_each(?) w CROSS JOIN accounts a ON a.number = w.value AND a.listed = 1 ${LINE_JOIN} ORDER BY w.key`,
      JSON.stringify(numbers),
    )
    .toArray()
    .map(accountLine);
  return seesFigures(actor) ? lines : lines.map(withoutFigures);
}
