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

const SAID = { text: "An oak floor lamp, please", direction: "in", status: "received", private: false } as const;

it.each([
  [{ name: "all", label: null, search: "" }, {}, true],
  [{ name: "mine", label: null, search: "" }, {}, true],
  [{ name: "mine", label: null, search: "" }, { assignee: "usr_2" }, false],
  [{ name: "unassigned", label: null, search: "" }, { assignee: null }, true],
  [{ name: "unassigned", label: null, search: "" }, {}, false],
  [{ name: "all", label: null, search: "" }, { status: "resolved" }, false],
  [{ name: "resolved", label: null, search: "" }, { status: "resolved" }, true],
  [{ name: "all", label: "vip", search: "" }, {}, true],
  [{ name: "all", label: "new", search: "" }, {}, false],
  [{ name: "all", label: null, search: " lópez maría " }, {}, true],
  [{ name: "all", label: null, search: "600111" }, {}, true],
  [{ name: "all", label: null, search: "juan" }, {}, false],
  [{ name: "all", label: null, search: "LAMP oak" }, { lastMessage: SAID }, true],
  [{ name: "all", label: null, search: "pine" }, { lastMessage: SAID }, false],
  [{ name: "all", label: null, search: "la" }, { lastMessage: SAID }, false],
] as const)("%j with %j: %s", (view, change, expected) => {
  expect(belongs({ ...conversation, ...change }, filterOf(view, "usr_1"))).toBe(expected);
});
