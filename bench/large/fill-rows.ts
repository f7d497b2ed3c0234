import { enterWaitingTurn } from "../../durable-objects/sub-account/search/enter-waiting.ts";
import type { Size } from "../kit/size.ts";

/** Rows written in one call: a transaction of about a second. */
const ROWS_A_CALL = 20_000;
const START = Date.UTC(2026, 0, 1);

/** Writes the rows from number `from` on, contacts first. Answers where to go on; at `messages + contacts` all are written. */
export function fillRows(storage: DurableObjectStorage, from: number, size: Size): { next: number } {
  const next = writeRows(storage, from, size);
  while (enterWaitingTurn({ storage, now: Date.now }) !== undefined);
  return next;
}

function writeRows({ sql }: DurableObjectStorage, from: number, size: Size): { next: number } {
  const { contacts, messages } = size;
  if (from < contacts) {
    const until = Math.min(contacts, from + ROWS_A_CALL);
    sql.exec(CONTACTS, START, START, from, until);
    sql.exec(CONVERSATIONS, START, from, until);
    return { next: until };
  }
  const first = from - contacts;
  const until = Math.min(messages, first + ROWS_A_CALL);
  sql.exec(MESSAGES, Math.max(1, Math.floor(messages / 200)), contacts, START, START, first, until);
  if (until === messages) sql.exec(NEWEST);
  return { next: contacts + until };
}

/** Numbers are bound as REAL, and would be written with a point. */
const SERIES = "WITH RECURSIVE n(i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)";
/** Words that repeat as words of a language do: a few often, many seldom. */
const WORDS = `'["the","please","order","when","hello","thanks","table","invoice","tomorrow","size","blue","delivery","number","change","booking","morning","surf","pizza","dentist","window","receipt","return","lesson","bread","payment","friday","garden","repair","ticket","coffee","bicycle","quarter"]'`;
const word = (seed: string): string =>
  `json_extract(${WORDS}, '$[' || min(31, abs((${seed}) % 97) * abs((${seed}) % 31) / 90) || ']')`;

const CONTACTS = `${SERIES.replace("n(i)", "args(s1, s2) AS (SELECT CAST(? AS INTEGER), CAST(? AS INTEGER)), n(i)")}
INSERT INTO contacts (id, name, email, phone, stage, owner, company, tags, created_at, updated_at)
SELECT 'con_' || i, ${word("i * 7919")} || ' ' || ${word("i * 104729 + 3")} || ' N' || i, 'person' || i || '@mail.example', '+4477' || (10000000 + i),
  json_extract('["lead","qualified","customer","lost"]', '$[' || (i % 4) || ']'), 'usr_' || (i % 20), 'Company ' || (i % 500), '[]', s1 + i * 1000, s2 + i * 1000
FROM n, args`;

const CONVERSATIONS = `${SERIES.replace("n(i)", "args(s) AS (SELECT CAST(? AS INTEGER)), n(i)")}
INSERT INTO conversations (id, channel, integration_id, contact_id, status, assignee, labels, unread, last_message_at, sandbox, created_at, updated_at)
SELECT 'cnv_' || i, 'whatsapp', 'int_1', 'con_' || i, iif(i % 3 = 0, 'resolved', 'open'), iif(i % 5 = 0, NULL, 'usr_' || (i % 20)), '[]', i % 2, s + i * 1000, 0, s, s
FROM n, args`;

const MESSAGES = `${SERIES.replace("n(i)", "args(threads, people, s1, s2) AS (SELECT CAST(? AS INTEGER), CAST(? AS INTEGER), CAST(? AS INTEGER), CAST(? AS INTEGER)), n(i)")}
INSERT INTO messages (id, conversation_id, integration_id, direction, type, text, status, external_id, author, created_at, updated_at)
SELECT 'msg_' || i, 'cnv_' || iif(i % 2 = 0, (i / 2) % threads, i % people), 'int_1', iif(i % 3 = 0, 'out', 'in'), 'text',
  ${[1, 2, 3, 4, 5, 6, 7, 8].map((n) => word(`i * ${n * 7919} + ${n * 31}`)).join(" || ' ' || ")} || ' R' || i, iif(i % 3 = 0, 'read', 'received'), 'wamid.' || i,
  '{"type":"contact","id":"con_1","name":"Customer"}', s1 + i * 1000, s2
FROM n, args`;

const NEWEST = `UPDATE conversations SET last_message_id = (SELECT m.id FROM messages m WHERE m.conversation_id = conversations.id ORDER BY m.created_at DESC, m.seq DESC LIMIT 1)`;
