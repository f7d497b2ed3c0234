import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { Actor } from "../../../schema/actor.ts";
import { type Capability, capabilitiesOf } from "../../../schema/capabilities.ts";
import { newId } from "../../../schema/ids.ts";
import type { ObjectsEnv } from "../../env.ts";
import { subAccount } from "../../stubs.ts";
import type { SubAccount } from "../sub-account.ts";

/** A person of an account, with an account admin's rights unless told. */
export function memberOf(
  tenantId: string,
  capabilities: readonly Capability[] = capabilitiesOf("subaccount_admin"),
): Actor {
  return {
    kind: "user",
    tenantId,
    userId: "usr_tester",
    name: "Tess Tester",
    role: "subaccount_admin",
    capabilities: [...capabilities],
    sessionId: "ses_test",
    requestId: "req_test",
  };
}

/** A new account's object, its stub and an admin of it. */
export function newAccount() {
  const tenantId = newId("tenant");
  const stub = subAccount(env as unknown as ObjectsEnv, tenantId);
  return { tenantId, stub, actor: memberOf(tenantId) };
}

/** Runs inside the object: its methods with their exact types, and its storage. */
export function inside<T>(
  { stub }: ReturnType<typeof newAccount>,
  work: (account: SubAccount, sql: SqlStorage) => T | Promise<T>,
): Promise<T> {
  return runInDurableObject(stub, (account, state) => work(account, state.storage.sql));
}

/** The code and fields of what a call refuses with; undefined when it does not refuse. */
export function refusalOf(work: () => unknown): { code: unknown; fields: unknown[] } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const { code, items } = error as { code?: unknown; items?: { field?: string }[] };
    return { code, fields: (items ?? []).map(({ field }) => field) };
  }
}

/** Puts a conversation with some messages into the account, as channels do. */
export function addConversation(
  sql: SqlStorage,
  contactId: string,
  given: {
    status?: "open" | "resolved";
    unread?: number;
    assignee?: string | null;
    labels?: string[];
    messages?: number;
    texts?: readonly (string | null)[];
    at?: number;
    sandbox?: boolean;
  } = {},
): string {
  const id = newId("conversation");
  const {
    status = "open",
    unread = 0,
    assignee = null,
    labels = [],
    messages = 0,
    texts = Array.from({ length: messages }, (_, index) => `message ${index}`),
    at = Date.now(),
    sandbox = false,
  } = given;
  sql.exec(
    `INSERT INTO conversations (id, channel, integration_id, contact_id, status, assignee, labels, unread, last_message_at, sandbox, created_at, updated_at)
     VALUES (?, 'whatsapp', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    newId("integration"),
    contactId,
    status,
    assignee,
    JSON.stringify(labels),
    unread,
    at,
    Number(sandbox),
    at,
    at,
  );
  for (const [index, text] of texts.entries()) {
    const messageId = newId("message");
    sql.exec(
      `INSERT INTO messages (id, conversation_id, integration_id, direction, type, text, status, external_id, author, created_at, updated_at)
       VALUES (?, ?, 'int_1', 'in', 'text', ?, 'received', ?, ?, ?, ?)`,
      messageId,
      id,
      text,
      `wamid.${messageId}`,
      JSON.stringify({ type: "contact", id: contactId, name: "Customer" }),
      at - Math.floor(index / 3) * 1_000,
      at,
    );
    if (index === 0) sql.exec("UPDATE conversations SET last_message_id = ? WHERE id = ?", messageId, id);
  }
  return id;
}

/** Names with what searches stumble over. */
export const NAMES = [
  "Anna Åberg",
  "ÉMILE Zola",
  "émile zola",
  "a%b_c",
  "O'Brien; DROP TABLE contacts;--",
  '"quoted" \\ slash',
  "Bo",
  "bo",
  "Καλλιόπη",
  "ЖАННА",
  "田中太郎 (Tanaka)",
  "Zoe\u0308 Ödön",
];
/** What random where-clauses ask for. */
export const WORDS = {
  text: [
    ...NAMES,
    "an",
    "Åb",
    "åBERG",
    "zola emile",
    "émile ZOLA",
    "%",
    "_",
    "'",
    '"',
    "\\",
    "καλλι",
    "Emil",
    "zoe",
    "odon z",
    "ödö",
    "田中",
    "中太郎",
    "07700 9001",
    "(020) 7946",
    "7946.09 1",
    "o'b",
    "жанна",
    "",
    "  ",
    "nobody",
    "null",
  ],
  ids: ["usr_1", "usr_2", "con_none"],
  tags: ["vip", "VIP", 'we"ird', "a,b"],
  times: ["2026-01-01", "2026-01-01T00:00:05.000Z", "2026-01-01T00:00:10+00:00"],
};
const START = Date.UTC(2026, 0, 1);

/** Thirty contacts with what the vocabulary asks for, times one second apart, half of them with a conversation. */
export function fill(account: SubAccount, sql: SqlStorage, actor: Actor): void {
  for (let index = 0; index < 30; index++) {
    const { id } = account.createDocument(actor, {
      collection: "contacts",
      data: {
        name: NAMES[index % NAMES.length],
        phone: [null, `+4477009001${10 + index}`, `020 7946-09${10 + index}`][index % 3],
        email: index % 3 === 0 ? `person${index}@example.com` : null,
        stage: (["lead", "qualified", "customer", "lost"] as const)[index % 4],
        company: index % 5 === 0 ? NAMES[(index + 1) % NAMES.length] : null,
        owner: [null, "usr_1", "usr_2"][index % 3],
        tags: WORDS.tags.filter((_, tag) => (index >> tag) % 2 === 1),
      },
    });
    sql.exec(
      "UPDATE contacts SET created_at = ?, updated_at = ? WHERE id = ?",
      START + index * 1_000,
      START + index * 500,
      id,
    );
    if (index % 2 === 0) {
      addConversation(sql, id, {
        status: index % 4 === 0 ? "open" : "resolved",
        unread: index % 6,
        assignee: [null, "usr_1"][index % 3] ?? null,
        labels: WORDS.tags.slice(0, index % 3),
        texts: [null, `${NAMES[index % NAMES.length]} again`, WORDS.text[index % WORDS.text.length] ?? ""].slice(
          0,
          index % 4,
        ),
        at: START + index * 1_000,
        sandbox: index % 4 === 0,
      });
    }
  }
}

const COUNTED = ["contacts", "identities", "activities", "audit", "changes"] as const;

/** How many rows a write may have left. */
export function traces(sql: SqlStorage): Record<string, number> {
  return Object.fromEntries(
    COUNTED.map((table) => [table, sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n]),
  );
}

/** The audit log, oldest first. */
export function auditOf(sql: SqlStorage): Record<string, SqlStorageValue>[] {
  return sql.exec("SELECT * FROM audit ORDER BY rowid").toArray();
}

/** The change feed, oldest first. */
export function changesOf(sql: SqlStorage): Record<string, unknown>[] {
  return sql
    .exec<{ body: string }>("SELECT body FROM changes ORDER BY seq")
    .toArray()
    .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}
