import { expect, it } from "vitest";
import type { Activity } from "../../../schema/contracts/contacts.ts";
import { activityWords, timelineLines } from "./activity-words.ts";

const names: Record<string, string> = { usr_1: "Ana Ruiz", usr_2: "Tom" };
const nameOf = (id: string): string | undefined => names[id];

function activity(
  type: string,
  detail: Record<string, unknown> = {},
  by: Activity["actor"] = { type: "user", id: "usr_1", name: "Ana Ruiz" },
): Activity {
  return {
    id: `act_${type}`,
    type,
    contactId: "con_1",
    conversationId: null,
    actor: by,
    detail,
    createdAt: "2026-11-20T10:00:00.000Z",
  };
}
const system = { type: "system", id: "webhook", name: "Trellis" } as const;

it.each([
  [activity("contact.created"), "Ana Ruiz added this contact"],
  [activity("contact.created", {}, system), "First seen"],
  [
    activity("contact.updated", {
      changed: { stage: { from: "lead", to: "customer" }, email: { from: "a@b.c", to: null } },
    }),
    "Ana Ruiz changed the stage to customer and removed the e-mail",
  ],
  [
    activity("contact.updated", { changed: { tags: { from: [], to: ["vip", "gym"] } } }),
    "Ana Ruiz set the tags to vip, gym",
  ],
  [activity("conversation.assigned", { from: null, to: "usr_1" }), "Ana Ruiz took the conversation"],
  [activity("conversation.assigned", { from: null, to: "usr_2" }), "Ana Ruiz assigned it to Tom"],
  [activity("conversation.assigned", { from: null, to: "usr_9" }), "Ana Ruiz assigned it to a teammate"],
  [activity("conversation.labelled", { added: ["urgent"], removed: ["new"] }), "Ana Ruiz added urgent and removed new"],
  [activity("conversation.reopened", { because: "customer_wrote" }, system), "Reopened, because the customer wrote"],
  [
    activity("message.failed", { reason: "The number does not use WhatsApp." }, system),
    "A message was not delivered: The number does not use WhatsApp.",
  ],
  [activity("message.reacted", { direction: "in", emoji: "👍" }, system), "The customer reacted 👍"],
  [activity("message.reacted", { direction: "out", emoji: "👍" }), "Ana Ruiz reacted 👍"],
  [activity("message.deleted", { direction: "in" }, system), "The customer deleted a message"],
  [activity("contact.referred", { headline: "Autumn sale" }, system), "Came from Autumn sale"],
  [activity("contact.identity_changed", { from: "+44 1", to: "+44 2" }, system), "Changed from +44 1 to +44 2"],
  [activity("deal.stage_changed"), "Ana Ruiz: deal stage changed"],
])("says what happened", (given, words) => {
  expect(activityWords({ activity: given, count: 1 }, nameOf)).toBe(words);
});

it("joins a run of messages into one line, newest first", () => {
  const contact = { type: "contact", id: "con_1", name: "Maria" } as const;
  const lines = timelineLines([
    activity("message.received", {}, contact),
    activity("message.received", {}, contact),
    activity("message.sent"),
    activity("message.noted"),
    activity("message.noted"),
    activity("message.received", {}, contact),
  ]);
  expect(lines.map((line) => activityWords(line, nameOf))).toEqual([
    "Maria wrote a message",
    "Ana Ruiz left a note",
    "Ana Ruiz left a note",
    "Ana Ruiz sent a message",
    "Maria wrote 2 messages",
  ]);
});
