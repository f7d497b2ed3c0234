import { authorOf } from "../../../schema/actor.ts";
import { templateProblem } from "../../../schema/canned/reply-template.ts";
import { CANNED_REPLIES_MAX } from "../../../schema/canned/limits.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Account } from "../account.ts";
import { cannedReplyDocument } from "../documents/canned-reply.ts";
import type { Writable } from "./behaviour.ts";

export const cannedRepliesBehaviour: Writable<"canned-replies"> = {
  documents: (_account, rows) => rows.map(cannedReplyDocument),

  normalise: (given) => given,

  storing(account, tx, row, before) {
    const problem = row.text === before?.text ? undefined : templateProblem(row.text);
    if (problem !== undefined) throw new TrellisError("invalid", { field: "text", message: problem });
    if (row.shortcut !== before?.shortcut && isTaken(account, row.shortcut)) {
      const message = `/${row.shortcut} is another canned reply already.`;
      throw new TrellisError("conflict", { field: "shortcut", message });
    }
    if (before !== undefined) return row;
    if (countAll(account) >= CANNED_REPLIES_MAX) {
      const message = `An account has at most ${CANNED_REPLIES_MAX} canned replies. Delete one first.`;
      throw new TrellisError("conflict", { message });
    }
    return { ...row, uses: 0, createdBy: authorOf(tx.actor).id };
  },

  // Nothing else is made of them.
  created: () => undefined,
  updated: () => undefined,
  deleting: () => ({}),
};

function isTaken(account: Account, shortcut: string): boolean {
  const found = account.storage.sql.exec(
    "SELECT 1 FROM canned_replies WHERE shortcut = ? COLLATE NOCASE LIMIT 1",
    shortcut,
  );
  return found.next().done !== true;
}

function countAll(account: Account): number {
  return account.storage.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM canned_replies").one().n;
}
