/** A statement that ran, and the nodes of its plan. */
export interface Planned {
  sql: string;
  plan: string[];
}

/** Runs `work` and answers every distinct statement that the object sent to its database meanwhile, whoever sent it, with its plan. */
export function statementPlans(sql: SqlStorage, work: () => unknown): Planned[] {
  const planned = new Map<string, Planned>();
  const prototype = Object.getPrototypeOf(sql) as { exec: SqlStorage["exec"] };
  const { exec } = prototype;
  prototype.exec = function recorded(this: SqlStorage, statement: string, ...params: SqlStorageValue[]) {
    if (/^\s*(?:select|with|update|delete|insert)\b/i.test(statement) && !planned.has(statement)) {
      const rows = exec.call(this, `EXPLAIN QUERY PLAN ${statement}`, ...params).toArray();
      planned.set(statement, { sql: statement, plan: rows.map(({ detail }) => String(detail)) });
    }
    return exec.call(this, statement, ...params);
  } as SqlStorage["exec"];
  try {
    work();
  } finally {
    prototype.exec = exec;
  }
  return [...planned.values()];
}

/** Tables that grow with the account. Canned replies, templates and the like have a bound. */
const LARGE =
  /^(?:contacts|identities|activities|conversations|messages|attachments|reactions|audit|changes|message_changes)$/;

/** What of the plans would read a whole table that grows: a scan that no LIMIT ends, or that follows no index. */
export function wholeReads(planned: readonly Planned[]): string[] {
  return planned.flatMap(({ sql, plan }) =>
    plan.filter((node) => readsAll(sql, node)).map((node) => `${node}\n  in ${sql}`),
  );
}

function readsAll(sql: string, node: string): boolean {
  const [, name] = /^SCAN (\w+)/.exec(node) ?? [];
  if (name === undefined || !LARGE.test(tableOf(sql, name))) return false;
  return !(/USING (?:COVERING )?INDEX/.test(node) && /\bLIMIT\b/i.test(sql));
}

/** The table that a statement calls by this name. */
function tableOf(sql: string, name: string): string {
  const alias = new RegExp(String.raw`\b(?:FROM|JOIN)\s+"?(\w+)"?\s+(?:AS\s+)?"?${name}"?\b`, "i").exec(sql);
  return alias?.[1] ?? name;
}
