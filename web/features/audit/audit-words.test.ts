import { expect, test } from "vitest";
import { actionWords, authorWords, recordHref } from "./audit-words.ts";

test("an action is said in words", () => {
  expect(actionWords("contact.identity_added")).toBe("Contact identity added");
  expect(actionWords("tenant.suspended")).toBe("Account suspended");
  expect(actionWords("apiKey.created")).toBe("API key created");
  expect(actionWords("integration.credentials_rotated")).toBe("Integration credentials rotated");
});

test("whoever looked through another's eyes is named first", () => {
  const actor = { type: "user", id: "usr_1", name: "Ines" };
  expect(authorWords({ actor, impersonator: null })).toBe("Ines");
  expect(authorWords({ actor, impersonator: { id: "usr_2", name: "Olivia" } })).toBe("Olivia as Ines");
});

test("a record with a page is linked to", () => {
  const row = { action: "message.sent", after: { conversationId: "cnv_1" }, entity: "message", entityId: "msg_1" };
  expect(recordHref("ten_1", row as never)).toBe("/a/ten_1/inbox/cnv_1");
  expect(recordHref("ten_1", { ...row, entity: "agent", entityId: "agt_1" } as never)).toBe("/a/ten_1/agents/agt_1");
  expect(recordHref("ten_1", { ...row, action: "agent.deleted", entity: "agent" } as never)).toBeUndefined();
  expect(recordHref("ten_1", { ...row, after: "{broken" } as never)).toBeUndefined();
});
