import { base64url } from "jose";
import { z } from "zod";
import type { AuditPosition } from "../../../durable-objects/kit/audit-search.ts";
import { TrellisError } from "../../../schema/errors.ts";

/**
 * How far a reader is in one store: undefined before the first page, null at its end. Each store has its own place: rows are added at the top
 * of each, and whoever goes down from there meets every row once.
 */
export type StorePlace = AuditPosition | null | undefined;
export interface AuditPlaces {
  control: StorePlace;
  account: StorePlace;
}

const Place = z.union([z.tuple([z.number().int(), z.string().max(64)]), z.literal(0), z.null()]);
const Places = z.tuple([Place, Place]);

export function writeCursor({ control, account }: AuditPlaces): string {
  const place = (at: StorePlace) => (at === undefined ? 0 : at && [at.at, at.id]);
  return base64url.encode(JSON.stringify([place(control), place(account)]));
}

/** Throws `invalid` (cursor) for what no page answered. */
export function readCursor(cursor: string | undefined): AuditPlaces {
  if (cursor === undefined) return { control: undefined, account: undefined };
  const place = (at: z.infer<typeof Place>): StorePlace => (at === 0 ? undefined : at && { at: at[0], id: at[1] });
  try {
    const [control, account] = Places.parse(JSON.parse(new TextDecoder().decode(base64url.decode(cursor))));
    return { control: place(control), account: place(account) };
  } catch {
    throw new TrellisError("invalid", { message: "is no cursor of this list", field: "cursor" });
  }
}
