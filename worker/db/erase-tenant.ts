import { is, type SQL, sql } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import * as controlPlane from "../../schema/control-plane/index.ts";
import type { Statement } from "./scoped.ts";

/**
 * Statements that delete every row of a tenant from every table that names one, those that refer to others first. The tables are read off the
 * schema, so that a new one cannot be forgotten. The tenant's own row is not among them.
 */
export function eraseTenantRows(tenantId: string): Statement[] {
  return ERASED.map(
    ({ name, column }) => sql`DELETE FROM ${sql.identifier(name)} WHERE ${sql.identifier(column)} = ${tenantId}`,
  );
}

/** Tables that name a tenant and keep their row: the record of the erasure itself. */
const KEPT: ReadonlySet<string> = new Set(["purges"]);

const TABLES = Object.values(controlPlane as Record<string, unknown>)
  .filter((value): value is SQLiteTable => is(value, SQLiteTable))
  .map((table) => getTableConfig(table));
type Table = (typeof TABLES)[number];

/** The tables whose rows are a tenant's, by the column that says so, in the order in which they can be emptied. */
export const ERASED: readonly { name: string; column: string }[] = emptyingOrder(
  TABLES.filter(({ name, columns }) => !KEPT.has(name) && columns.some((column) => column.name === "tenant_id")),
).map(({ name }) => ({ name, column: "tenant_id" }));

/** A reference to a table by one column. */
export interface Reference {
  name: string;
  column: string;
}

/** The tables that refer to this one by one column, in the order in which they can be emptied. */
export function referringTo(target: string): readonly Reference[] {
  const references = new Map(
    TABLES.flatMap((table) => {
      const column = columnReferringTo(table, target);
      return column === undefined ? [] : [[table.name, column] as const];
    }),
  );
  return emptyingOrder(TABLES.filter(({ name }) => references.has(name))).map(({ name }) => ({
    name,
    column: references.get(name) ?? "",
  }));
}

/** A condition on a column that is not known before the schema is read. */
export function columnIs(column: string, value: string): SQL {
  return sql`${sql.identifier(column)} = ${value}`;
}

function columnReferringTo({ foreignKeys }: Table, target: string): string | undefined {
  const found = foreignKeys
    .map((key) => key.reference())
    .find(({ foreignTable }) => getTableConfig(foreignTable).name === target);
  return found?.columns.length === 1 ? found.columns[0]?.name : undefined;
}

/** A table comes before those its rows refer to. */
function emptyingOrder(tables: readonly Table[]): Table[] {
  const left = new Set(tables);
  const order: Table[] = [];
  while (left.size > 0) {
    const free = [...left].find((table) => ![...left].some((other) => other !== table && refersTo(other, table)));
    if (free === undefined) throw new Error("tables refer to each other in a circle");
    left.delete(free);
    order.push(free);
  }
  return order;
}

function refersTo({ foreignKeys }: Table, { name }: Table): boolean {
  return foreignKeys.some((key) => getTableConfig(key.reference().foreignTable).name === name);
}
