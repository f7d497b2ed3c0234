import type { CollectionSlug, DocumentOf, WritableSlug } from "../../../schema/collections/catalog.ts";
import type { Account, AccountTx } from "../account.ts";
import type { RowOf } from "./rows.ts";

/** How a collection's rows become documents. */
export interface Readable<S extends CollectionSlug> {
  /** In the order of the rows. `depth` 1 and more adds related rows. */
  documents(account: Account, rows: readonly RowOf<S>[], depth: number): DocumentOf<S>[];
  /** The id that one which is gone lives on in. */
  movedTo?(account: Account, id: string): string | undefined;
}

/** What a write means beyond its own row. Every hook runs inside the write's transaction: what it throws undoes the write. */
export interface Writable<S extends WritableSlug> extends Readable<S> {
  /** Brings given values into the form they are stored in. */
  normalise(given: Partial<RowOf<S>>): Partial<RowOf<S>>;
  /**
   * Just before a row is stored, new (`before` is undefined) or changed: refuses what cannot stand beside the others, and gives a new row
   * what is not the client's to say.
   */
  storing?(account: Account, tx: AccountTx, row: RowOf<S>, before: RowOf<S> | undefined): RowOf<S>;
  created(account: Account, tx: AccountTx, row: RowOf<S>): void;
  /** `changed` names the columns that differ, camelCase. */
  updated(
    account: Account,
    tx: AccountTx,
    change: { before: RowOf<S>; after: RowOf<S>; changed: readonly string[] },
  ): void;
  /** Removes what belongs to the row before the row itself goes. Answers how much, for the audit log. */
  deleting(account: Account, tx: AccountTx, row: RowOf<S>): Record<string, number>;
}
