import type { Duplicate } from "../../../schema/contracts/merges.ts";
import type { Account } from "../account.ts";
import { pairOf } from "./suspect-pair.ts";

/** Two contacts that may be one person, and what says so. */
export interface Pair {
  /** Sorts before `bId`. */
  aId: string;
  bId: string;
  reason: Duplicate["reason"];
  detail: string;
}

/** Contacts of one key that are compared with each other: a number or name more people share says nothing of any of them. */
const GROUP_MAX = 8;
/** Groups of one kind that are looked at. */
const GROUPS_MAX = 500;

/**
 * Pairs of contacts in sight that may be one person, the surest first, at most `limit`. What contacts share is found by grouping them by it, one pass over ids and
 * one over names, so the work grows with the contacts and not with their pairs; only the few of one group are compared.
 */
export function likelyPairs(
  { storage: { sql } }: Account,
  limit: number,
  isSeen: (contactId: string) => boolean,
): Pair[] {
  const found = new Map<string, Pair>();
  for (const pair of candidates(sql)) {
    const key = `${pair.aId} ${pair.bId}`;
    if (found.has(key) || pair.aId === pair.bId || isToldApart(sql, pair)) continue;
    if (!isSeen(pair.aId) || !isSeen(pair.bId)) continue;
    found.set(key, pair);
    if (found.size >= limit) break;
  }
  return [...found.values()];
}

function* candidates(sql: SqlStorage): Generator<Pair> {
  for (const { aId, bId, detail } of sql
    .exec<{ aId: string; bId: string; detail: string }>(SUSPECTED, GROUPS_MAX)
    .toArray())
    yield { aId, bId, reason: "channel", detail };
  for (const group of groups(sql, SAME_NUMBER)) yield* pairsOf(group, "number", isSameNumber);
  for (const group of groups(sql, SAME_EMAIL)) yield* pairsOf(group, "email", () => true);
  for (const group of groups(sql, SAME_NAME)) {
    yield* pairsOf(group.filter(isNumber), "name_and_number", isAlikeNumber);
    yield* pairsOf(
      group.filter(({ kind }) => kind === "email"),
      "name_and_email",
      isAlikeEmail,
    );
  }
}

function isToldApart(sql: SqlStorage, { aId, bId }: Pair): boolean {
  return !sql.exec("SELECT 1 FROM contact_pairs WHERE a_id = ? AND b_id = ? AND verdict = 'distinct'", aId, bId).next()
    .done;
}

const SUSPECTED = `
SELECT a_id AS aId, b_id AS bId, detail FROM contact_pairs WHERE verdict = 'suspected'
AND EXISTS (SELECT 1 FROM contacts WHERE id = a_id) AND EXISTS (SELECT 1 FROM contacts WHERE id = b_id)
ORDER BY at DESC LIMIT ?`;

/** One id of a contact, as it is compared. */
interface Known {
  contactId: string;
  kind: string;
  value: string;
  display: string;
}

/** Contacts that share a key, as lists of ids. Each statement answers the ids of the group as JSON and binds the two bounds. */
function groups(sql: SqlStorage, statement: string): Known[][] {
  return sql
    .exec<{ members: string }>(statement, GROUP_MAX, GROUPS_MAX)
    .toArray()
    .map(({ members }) => JSON.parse(members) as Known[]);
}

const MEMBERS =
  "json_group_array(json_object('contactId', contact_id, 'kind', kind, 'value', value, 'display', display)) AS members";
/** Numbers that end alike: the same one with and without its country. */
const SAME_NUMBER = `
SELECT ${MEMBERS} FROM identities WHERE kind IN ('phone', 'whatsapp') AND length(value) >= 9
GROUP BY substr(value, -9) HAVING min(contact_id) <> max(contact_id) AND count(*) <= ?1 LIMIT ?2`;
/** Addresses that differ only in what stands between + and @. */
const SAME_EMAIL = `
SELECT ${MEMBERS} FROM identities WHERE kind = 'email'
GROUP BY CASE WHEN instr(value, '+') BETWEEN 2 AND instr(value, '@')
  THEN substr(value, 1, instr(value, '+') - 1) || substr(value, instr(value, '@')) ELSE value END
HAVING min(contact_id) <> max(contact_id) AND count(*) <= ?1 LIMIT ?2`;
/** Names that differ only in their capitals; what such contacts share beside is looked at in each group. */
const SAME_NAME = `
SELECT ${MEMBERS} FROM (
  SELECT name AS shared FROM contacts GROUP BY name COLLATE NOCASE HAVING count(*) BETWEEN 2 AND ?1 LIMIT ?2
) JOIN contacts c ON c.name = shared COLLATE NOCASE JOIN identities i ON i.contact_id = c.id
WHERE i.kind IN ('phone', 'whatsapp', 'email') GROUP BY shared COLLATE NOCASE`;

function* pairsOf(
  group: readonly Known[],
  reason: Pair["reason"],
  isOne: (a: Known, b: Known) => boolean,
): Generator<Pair> {
  for (const [index, one] of group.entries()) {
    for (const other of group.slice(index + 1)) {
      if (one.contactId === other.contactId || !isOne(one, other)) continue;
      const detail = `${shown(one)} and ${shown(other)}`;
      yield { ...pairOf(one.contactId, other.contactId), reason, detail };
    }
  }
}

function shown({ kind, display }: Known): string {
  return kind === "whatsapp" && /^\d+$/.test(display) ? `+${display}` : display;
}

function isNumber({ kind }: Known): boolean {
  return kind === "phone" || kind === "whatsapp";
}

/** One is the other without its country code, with or without the 0 dialled in its place. */
function isSameNumber(one: Known, other: Known): boolean {
  const [short, long] = [one.value, other.value]
    .map((value) => value.replace(/^0+/, ""))
    .sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < 9) return false;
  return long.endsWith(short) && long.length - short.length <= 3;
}

/** Last digits two numbers of one person share where one was typed in wrongly or without its area. */
const ALIKE_DIGITS = 7;

function isAlikeNumber(one: Known, other: Known): boolean {
  return one.value.length >= ALIKE_DIGITS && one.value.slice(-ALIKE_DIGITS) === other.value.slice(-ALIKE_DIGITS);
}

/** The same name before the @, at two houses; not what every house has. */
function isAlikeEmail(one: Known, other: Known): boolean {
  const [name = "", others = ""] = [one, other].map(({ value }) => value.split("@")[0]?.split("+")[0]);
  return name === others && name.length >= 5 && !EVERY_HOUSE.has(name);
}
const EVERY_HOUSE = new Set([
  "admin",
  "billing",
  "booking",
  "bookings",
  "contact",
  "hello",
  "hotel",
  "office",
  "orders",
  "sales",
  "service",
  "support",
]);
