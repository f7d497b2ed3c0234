import { expect, test } from "vitest";
import { DEMO_ACCOUNTS } from "./accounts/index.ts";
import { templateProblem } from "../../schema/canned/reply-template.ts";
import { CreateCannedReply } from "../../schema/contracts/canned-replies.ts";
import { SandboxCustomer } from "../../schema/contracts/sandbox.ts";
import { type DemoPeople, demoRows } from "./rows.ts";
import { demoThreads } from "./threads.ts";

const NOW = Date.UTC(2026, 10, 20, 12);
const people: DemoPeople = Object.fromEntries(
  ["maya", "jonas", "ines", "tomas", "ruth"].map((key) => [key, { id: `usr_${key}`, name: key }]),
);
const all = DEMO_ACCOUNTS.map((account) => demoRows(account, { integrationId: "int_demo", people, now: NOW }));

test("the demo has 300 contacts and 80 conversations, none of them in the future", () => {
  expect(all.flatMap((rows) => rows.contacts)).toHaveLength(300);
  expect(all.flatMap((rows) => rows.conversations)).toHaveLength(80);
  expect(all.flatMap((rows) => rows.messages).every((message) => message.createdAt <= NOW)).toBe(true);
});

test("every account has eight canned replies that its door would take", () => {
  for (const { cannedReplies } of all) {
    expect(cannedReplies).toHaveLength(8);
    expect(new Set(cannedReplies.map(({ shortcut }) => shortcut)).size).toBe(8);
    for (const reply of cannedReplies) {
      expect(CreateCannedReply.safeParse(reply).error).toBeUndefined();
      expect(templateProblem(reply.text)).toBeUndefined();
    }
  }
});

test("its conversations stand in every state", () => {
  const conversations = all.flatMap((rows) => rows.conversations);
  const messages = all.flatMap((rows) => rows.messages);
  expect(new Set(conversations.map((conversation) => conversation.status))).toEqual(new Set(["open", "resolved"]));
  expect(conversations.some((conversation) => conversation.assignee === null && (conversation.unread ?? 0) > 0)).toBe(
    true,
  );
  expect(conversations.some((conversation) => (conversation.windowExpiresAt ?? 0) < NOW)).toBe(true);
  expect(conversations.some((conversation) => (conversation.windowExpiresAt ?? 0) > NOW)).toBe(true);
  expect(new Set(messages.map((message) => message.status))).toEqual(
    new Set(["received", "sent", "delivered", "read", "failed", "unknown"]),
  );
  expect(messages.some((message) => message.private)).toBe(true);
  expect(messages.some((message) => message.placeholder !== null)).toBe(true);
});

test("nobody of an account is two people: every identity stands once", () => {
  for (const rows of all) {
    const keys = rows.identities.map((identity) => `${identity.kind} ${identity.value}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test("every account has contacts that may be one person: the same number, noted with its country and without", () => {
  for (const { identities } of all) {
    const contactsOf = Map.groupBy(identities, ({ value }) => value.slice(-9));
    const shared = [...contactsOf.values()].filter((same) => new Set(same.map(({ contactId }) => contactId)).size > 1);
    expect(shared.length).toBeGreaterThanOrEqual(1);
    expect(shared.length).toBeLessThanOrEqual(3);
  }
});

test("unread never exceeds the customer's lines after our last one", () => {
  for (const rows of all) {
    for (const conversation of rows.conversations) {
      const own = rows.messages.filter((message) => message.conversationId === conversation.id && !message.private);
      const trailing = own.length - 1 - own.findLastIndex((message) => message.direction === "out");
      expect(conversation.unread ?? 0).toBeLessThanOrEqual(trailing);
    }
  }
});

test("the phones know the same people, by ids the sandbox accepts, and nothing private", () => {
  for (const rows of all) {
    const threads = demoThreads(rows);
    for (const { customer } of threads) expect(SandboxCustomer.safeParse(customer).error).toBeUndefined();
    const shown = threads.flatMap(({ messages }) => messages.map(({ text }) => text));
    const notes = new Set(rows.messages.filter((message) => message.private).map(({ text }) => text));
    expect(shown.filter((text) => notes.has(text))).toEqual([]);
    expect(shown.length).toBeGreaterThan(20);
  }
});
