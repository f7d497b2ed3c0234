import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CONTACT_STAGES } from "../../../schema/contracts/contacts.ts";
import { addConversation, inside, newAccount, refusalOf } from "./account.test-kit.ts";

const RUNS = 20;
const STEPS = 40;

test("counters equal a count of the rows after any sequence of writes", async () => {
  const step = fc.record({
    kind: fc.constantFrom(
      "create",
      "create",
      "restage",
      "delete",
      "converse",
      "resolve",
      "read",
      "bulk",
      "clash",
      "attach",
      "fetch",
      "let go",
    ),
    pick: fc.nat(1_000),
    stage: fc.constantFrom(...CONTACT_STAGES),
    unread: fc.nat(5),
  });
  for (const steps of fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), {
    numRuns: RUNS,
    seed: 20_261_120,
  })) {
    const place = newAccount();
    await inside(place, (account, sql) => {
      for (const { kind, pick, stage, unread } of steps) {
        const ids = sql.exec<{ id: string }>("SELECT id FROM contacts ORDER BY id").toArray();
        const id = ids[pick % Math.max(1, ids.length)]?.id;
        const run = (work: () => unknown): void => {
          if (id !== undefined) work();
        };
        switch (kind) {
          case "create":
            account.createDocument(place.actor, { collection: "contacts", data: { name: `Person ${pick}`, stage } });
            break;
          case "restage":
            run(() => account.updateDocument(place.actor, { collection: "contacts", id: id ?? "", data: { stage } }));
            break;
          case "delete":
            run(() => account.deleteDocument(place.actor, { collection: "contacts", id: id ?? "" }));
            break;
          case "converse":
            run(() =>
              addConversation(sql, id ?? "", {
                unread,
                messages: unread,
                status: pick % 2 === 0 ? "open" : "resolved",
              }),
            );
            break;
          case "attach":
            addFile(sql, { id: `file_${unread}_${pick}`, size: pick, state: unread > 2 ? "stored" : "pending" });
            break;
          case "fetch":
            sql.exec("UPDATE attachments SET state = 'stored', size = ? WHERE size % 2 = ?", pick, unread % 2);
            break;
          case "let go":
            if (unread > 2) sql.exec("DELETE FROM attachments WHERE size > ?", pick);
            else sql.exec("UPDATE attachments SET state = 'erasing' WHERE size > ?", pick);
            break;
          case "resolve":
            sql.exec("UPDATE conversations SET status = 'resolved' WHERE contact_id = ?", id ?? "");
            break;
          case "read":
            sql.exec("UPDATE conversations SET unread = 0 WHERE contact_id = ?", id ?? "");
            break;
          case "bulk": {
            const where = { field: "stage", operator: "equals", value: stage } as const;
            const data = { stage: CONTACT_STAGES[pick % 4] };
            if (unread === 0) account.deleteWhere(place.actor, { collection: "contacts", where });
            else account.updateWhere(place.actor, { collection: "contacts", where, data });
            break;
          }
          case "clash":
            // Fails in the middle of its transaction from the second time on: nothing of it may be counted.
            refusalOf(() => {
              for (const name of ["one", "two"]) {
                account.createDocument(place.actor, { collection: "contacts", data: { name, email: "taken@x.test" } });
              }
            });
            break;
          default:
            kind satisfies never;
        }
      }
      const kept = Object.fromEntries(
        sql
          .exec<{ name: string; value: number }>("SELECT name, value FROM counters")
          .toArray()
          .map(({ name, value }) => [name, value]),
      );
      expect(kept).toEqual(counted(sql));
    });
  }
});

function counted(sql: SqlStorage): Record<string, number> {
  const one = (query: string): number => sql.exec<{ n: number | null }>(query).one().n ?? 0;
  const of = (table: string, rule = "1"): number => one(`SELECT COUNT(*) AS n FROM ${table} WHERE ${rule}`);
  return {
    contacts: of("contacts"),
    ...Object.fromEntries(CONTACT_STAGES.map((stage) => [`contacts.${stage}`, of("contacts", `stage = '${stage}'`)])),
    conversations: of("conversations"),
    "conversations.open": of("conversations", "status = 'open'"),
    "conversations.resolved": of("conversations", "status = 'resolved'"),
    messages: of("messages"),
    "files.bytes": one("SELECT SUM(size) AS n FROM attachments WHERE state = 'stored'"),
    unread: one("SELECT SUM(unread) AS n FROM conversations"),
  };
}

function addFile(sql: SqlStorage, { id, size, state }: { id: string; size: number; state: string }): void {
  sql.exec(
    `INSERT OR IGNORE INTO attachments (id, conversation_id, integration_id, position, type, size, state, created_at, updated_at)
     VALUES (?, 'con_1', 'int_1', 0, 'image', ?, ?, 1, 1)`,
    id,
    size,
    state,
  );
}
