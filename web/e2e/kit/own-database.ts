import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { OwnProduct } from "./own-product.ts";

/** Changes the control plane of a product of one's own behind its back: what only time would bring about. Answers how many rows changed. */
export function changeBehind(
  { state }: Pick<OwnProduct, "state">,
  sql: string,
  ...values: (string | number)[]
): number {
  const path = globSync(join(state, "storage/d1/*/*.sqlite")).find((one) => !one.endsWith("metadata.sqlite"));
  if (path === undefined) throw new Error(`no control plane in ${state}`);
  const database = new DatabaseSync(path, { timeout: 5_000 });
  try {
    return Number(database.prepare(sql).run(...values).changes);
  } finally {
    database.close();
  }
}
