import { DIRECTORY_TABLES } from "../../schema/control-plane/directory.ts";

/** A table as SQLite describes it (table_info, index_list, foreign_key_list). `pk` is a column's place in the primary key, from 1. */
export interface TableShape {
  name: string;
  sql: string;
  columns: { name: string; notnull: number; pk: number }[];
  indexes: { name: string; columns: string[] }[];
  references: { table: string; from: string; id: number; on_delete: string }[];
}

/** What of a table breaks invariant 1 (docs/architecture.md): a row of a tenant is found through its tenant and never without. */
export function shapeFaults(table: TableShape, all: readonly TableShape[]): string[] {
  const cascades = table.references
    .filter(({ on_delete }) => on_delete !== "NO ACTION")
    .map(({ from }) => `${table.name}.${from} deletes rows elsewhere by itself`);
  if (table.name in DIRECTORY_TABLES) return cascades;

  const tenant = table.columns.find(({ name }) => name === "tenant_id");
  if (tenant === undefined) return [`${table.name} has no tenant_id and is not on the directory list`];
  const faults = [...cascades];
  if (tenant.notnull === 0) faults.push(`${table.name}.tenant_id may be null`);
  if (tenant.pk !== 1) faults.push(`${table.name}: the primary key does not begin with tenant_id`);
  if (!/WITHOUT ROWID\s*$/i.test(table.sql))
    faults.push(`${table.name} has a rowid, by which rows can be found without their tenant`);
  for (const index of table.indexes) {
    if (index.columns[0] !== "tenant_id")
      faults.push(`${table.name}: index ${index.name} does not begin with tenant_id`);
  }
  return [...faults, ...foreignFaults(table, all)];
}

/** A reference between tenant tables must name the tenant, or a row could point into another one's. */
function foreignFaults(table: TableShape, all: readonly TableShape[]): string[] {
  const keys = Map.groupBy(table.references, ({ id }) => id);
  return [...keys.values()]
    .filter(
      ([first]) =>
        first !== undefined && !(first.table in DIRECTORY_TABLES) && all.some(({ name }) => name === first.table),
    )
    .filter((columns) => !columns.some(({ from }) => from === "tenant_id"))
    .map(([first]) => `${table.name}: the reference to ${first?.table} does not name the tenant`);
}
