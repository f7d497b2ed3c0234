import { expect, it } from "vitest";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { belongs, filterOf } from "./inbox-view.ts";

const conversation: Conversation = {
  id: "cnv_1",
  channel: "whatsapp",
  integrationId: "int_1",
  contact: { id: "con_1", name: "María López", phone: "+34600111222", tags: [] },
  status: "open",
  assignee: "usr_1",
  labels: ["vip"],
  unread: 0,
  lastMessageAt: "2026-11-20T10:00:00.000Z",
  lastMessage: null,
  windowExpiresAt: null,
  sandbox: true,
  createdAt: "2026-11-20T10:00:00.000Z",
  updatedAt: "2026-11-20T10:00:00.000Z",
};

it.each([
  [{ name: "all", label: null, person: "" }, {}, true],
  [{ name: "mine", label: null, person: "" }, {}, true],
  [{ name: "mine", label: null, person: "" }, { assignee: "usr_2" }, false],
  [{ name: "unassigned", label: null, person: "" }, { assignee: null }, true],
  [{ name: "unassigned", label: null, person: "" }, {}, false],
  [{ name: "all", label: null, person: "" }, { status: "resolved" }, false],
  [{ name: "resolved", label: null, person: "" }, { status: "resolved" }, true],
  [{ name: "all", label: "vip", person: "" }, {}, true],
  [{ name: "all", label: "new", person: "" }, {}, false],
  [{ name: "all", label: null, person: " lópez maría " }, {}, true],
  [{ name: "all", label: null, person: "600111" }, {}, true],
  [{ name: "all", label: null, person: "juan" }, {}, false],
] as const)("%j with %j: %s", (view, change, expected) => {
  expect(belongs({ ...conversation, ...change }, filterOf(view, "usr_1"))).toBe(expected);
});
