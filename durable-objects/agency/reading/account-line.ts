import type { AccountLine } from "../../../schema/contracts/accounts.ts";

/** An account's row, as LINE_COLUMNS selects it. */
export type LineRow = {
  id: string;
  type: AccountLine["type"];
  parent: string;
  parentName: string | null;
  name: string;
  slug: string;
  status: AccountLine["status"];
  plan: AccountLine["plan"];
  createdAt: number;
  clients: number;
  contacts: number;
  messages: number;
  unread: number;
  broken: number;
  lastActivityAt: number;
};

/** Of the account `a`, and `p`, the agency above it. */
export const LINE_COLUMNS = `a.id, a.type, a.parent, p.name AS parentName, a.name, a.slug, a.status, a.plan, a.created_at AS createdAt,
  a.clients, a.contacts, a.messages, a.unread, a.broken, a.last_activity_at AS lastActivityAt`;
export const LINE_JOIN = "LEFT JOIN accounts p ON p.id = a.parent AND p.listed = 1";

/** An account as the API shows it. */
export function accountLine(row: LineRow): AccountLine {
  const { id, type, parent, parentName, name, slug, status, plan, createdAt, lastActivityAt, ...counts } = row;
  const figures = { ...counts, lastActivityAt: lastActivityAt === 0 ? null : new Date(lastActivityAt).toISOString() };
  return {
    id,
    type,
    parent,
    parentName,
    name,
    slug,
    status,
    plan,
    createdAt: new Date(createdAt).toISOString(),
    figures,
  };
}

/** The same for whoever may not see how an account does. */
export function withoutFigures(line: AccountLine): AccountLine {
  return { ...line, figures: null };
}
