import { MERGED_FIELDS } from "../../../schema/contracts/merges.ts";
import type { ContactRow, IdentityRow } from "../../../schema/data-plane/index.ts";
import { canonicalPhone } from "../../../schema/phone.ts";
import type { MergeRecord } from "./merge-record.ts";

/** The winner without what the merge brought: a value changed since stays, and so does a tag added since. */
export function winnerNow(
  { winner: { before, after } }: MergeRecord,
  current: ContactRow,
  returned: readonly IdentityRow[],
): ContactRow {
  const kept = Object.fromEntries(
    MERGED_FIELDS.map((field) => [field, current[field] === after[field] ? before[field] : current[field]]),
  ) as Partial<ContactRow>;
  const next: ContactRow = { ...current, ...kept, tags: withoutBrought(current.tags, before.tags, after.tags) };
  // A number that goes back is not the winner's any more, whatever was made of it since.
  for (const field of ["phone", "email"] as const) {
    if (isAmong(returned, field, next[field]))
      next[field] = isAmong(returned, field, before[field]) ? null : before[field];
  }
  return next;
}

/** The loser as it was, with the number it has now if the provider has told of a new one. */
export function loserNow({ loser, identities: owned }: MergeRecord, returned: readonly IdentityRow[]): ContactRow {
  if (loser.phone === null) return loser;
  const was = owned.find(({ kind, value }) => kind === "phone" && value === canonicalPhone(loser.phone ?? ""));
  const is = returned.find(({ id }) => id === was?.id);
  return was === undefined || is === undefined || is.value === was.value ? loser : { ...loser, phone: is.display };
}

/** A list as it is, less what the merge added to what was before. */
export function withoutBrought(
  current: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string[] {
  if (JSON.stringify(current) === JSON.stringify(after)) return [...before];
  const brought = new Set(after.filter((one) => !before.includes(one)));
  return current.filter((one) => !brought.has(one));
}

function isAmong(returned: readonly IdentityRow[], field: "phone" | "email", value: string | null): boolean {
  if (value === null) return false;
  if (field === "email") return returned.some((row) => row.kind === "email" && row.value === value.toLowerCase());
  const key = canonicalPhone(value);
  return returned.some((row) => (row.kind === "phone" || row.kind === "whatsapp") && row.value === key);
}
