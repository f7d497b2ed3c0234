import { describe, expect, it } from "vitest";
import { calls, recipientIdentity, userIdUpdates, userPreferences } from "./person-fields.ts";
import { RECEIVED_AT } from "./webhook-bodies.test-kit.ts";

const NUMBER = "447700900417";
const OLD = "GB.111";
const NEW = "GB.222";
const timestamp = "1795082400";
const at = 1_795_082_400_000;
const byNumber = { kind: "whatsapp", value: NUMBER, display: NUMBER };
const bsuid = (value: string) => ({ kind: "bsuid", value, display: value });
const person = { ids: [byNumber, { kind: "phone", value: NUMBER, display: `+${NUMBER}` }] };

describe("a new id of a person", () => {
  it.each<[name: string, value: object, from: object, to: object, externalId: string]>([
    [
      "names the former one",
      { user_id_update: [{ timestamp, wa_id: "1", user_id: { previous: OLD, current: NEW } }] },
      bsuid(OLD),
      bsuid(NEW),
      "user_id_update:GB.111:GB.222",
    ],
    [
      "of the parent business",
      { user_id_update: [{ timestamp, parent_user_id: { previous: OLD, current: NEW } }] },
      bsuid(OLD),
      bsuid(NEW),
      "user_id_update:GB.111:GB.222",
    ],
    [
      "names the number instead",
      { user_id_update: [{ timestamp, wa_id: NUMBER, user_id: { current: NEW } }] },
      byNumber,
      bsuid(NEW),
      "user_id_update:447700900417:GB.222",
    ],
    [
      "has the number among the contacts",
      { contacts: [{ wa_id: NUMBER }, { wa_id: "1" }], user_id_update: [{ timestamp, user_id: { current: NEW } }] },
      byNumber,
      bsuid(NEW),
      "user_id_update:447700900417:GB.222",
    ],
  ])("%s", (_name, value, from, to, externalId) => {
    expect(userIdUpdates(value, RECEIVED_AT).map(([, event]) => event)).toStrictEqual([
      { kind: "identity", channel: "whatsapp", externalId, at, from, to },
    ]);
  });

  it("stands beside its original, both ids of it", () => {
    const item = { user_id: { previous: OLD, current: NEW }, parent_user_id: { previous: "GB.3", current: "GB.4" } };
    const read = userIdUpdates({ user_id_update: [item] }, RECEIVED_AT);
    expect(read.map(([original]) => original)).toStrictEqual([item, item]);
    expect(read.map(([, event]) => event)).toMatchObject([
      { at: RECEIVED_AT, to: { value: NEW } },
      { at: RECEIVED_AT, to: { value: "GB.4" } },
    ]);
  });

  it.each([{ user_id: { previous: OLD } }, { user_id: { current: NEW } }, { user_id: NEW, wa_id: NUMBER }, null])(
    "is nothing when a side is missing: %j",
    (item) => {
      expect(userIdUpdates({ user_id_update: [item] }, RECEIVED_AT)).toStrictEqual([]);
    },
  );

  it("is named within the bounds of a name", () => {
    const item = { user_id: { previous: `GB.${"1".repeat(400)}`, current: `GB.${"2".repeat(400)}` } };
    const [[, event] = []] = userIdUpdates({ user_id_update: [item] }, RECEIVED_AT);
    expect(event).toMatchObject({ externalId: `user_id_update:GB.${"1".repeat(400)}:GB.${"2".repeat(90)}` });
  });
});

describe("the id behind a number written to", () => {
  it("is told by a status", () => {
    const item = { recipient_id: NUMBER, recipient_user_id: NEW, timestamp };
    expect(recipientIdentity(item, RECEIVED_AT)).toStrictEqual([
      [
        item,
        {
          kind: "identity",
          channel: "whatsapp",
          externalId: "recipient:447700900417:GB.222",
          at,
          from: byNumber,
          to: bsuid(NEW),
        },
      ],
    ]);
  });

  it.each([
    { recipient_id: NUMBER },
    { recipient_user_id: NEW },
    { recipient_id: OLD, recipient_user_id: NEW },
    { recipient_id: NUMBER, recipient_user_id: "447700900418" },
  ])("is not told by %j", (item) => expect(recipientIdentity(item, RECEIVED_AT)).toStrictEqual([]));
});

describe("what a person wants to receive", () => {
  it.each([
    ["stop", "marketing_messages", "Does not want marketing messages any more.", "stop"],
    ["resume", "marketing_messages", "Wants marketing messages again.", "resume"],
    ["pause", undefined, "Changed what they want to receive (marketing messages).", "pause"],
    [undefined, "order_up_dates", "Changed what they want to receive (order up dates).", ""],
  ])("%s %s", (value, category, text, name) => {
    const item = { wa_id: NUMBER, timestamp, value, category };
    expect(userPreferences({ user_preferences: [item] }, RECEIVED_AT)).toStrictEqual([
      [
        item,
        {
          kind: "message",
          channel: "whatsapp",
          externalId: `user_preferences:447700900417:1795082400:${name}`,
          direction: "in",
          at,
          person,
          type: "system",
          text,
          system: true,
        },
      ],
    ]);
  });

  it("is named by the id that stays, with the name among the contacts", () => {
    const contacts = [{ user_id: NEW, profile: { name: "Noor" } }];
    const item = { wa_id: NUMBER, user_id: NEW, value: "stop" };
    const [[, event] = []] = userPreferences({ contacts, user_preferences: [item] }, RECEIVED_AT);
    expect(event).toMatchObject({
      externalId: "user_preferences:GB.222::stop",
      at: RECEIVED_AT,
      person: { name: "Noor" },
    });
  });

  it("is cut where it is long, and set aside where it names nobody", () => {
    const long = { wa_id: NUMBER, value: "v".repeat(900), category: "c".repeat(900) };
    const nobody = { value: "stop" };
    const [[, event] = [], other] = userPreferences({ user_preferences: [long, nobody] }, RECEIVED_AT);
    expect(event).toMatchObject({
      externalId: `user_preferences:447700900417::${"v".repeat(481)}`,
      text: `Changed what they want to receive (${"c".repeat(265)}`,
    });
    expect(other).toStrictEqual([nobody, { unreadable: "a preference that names nobody" }]);
  });
});

describe("calls", () => {
  const call = { kind: "message", channel: "whatsapp", externalId: "wacid.1", at, person, type: "call" };
  it.each<[name: string, item: object, event: object]>([
    [
      "of a customer",
      { id: "wacid.1", from: NUMBER, to: "14155550112", timestamp, direction: "USER_INITIATED" },
      { ...call, direction: "in", text: "Called you on WhatsApp." },
    ],
    [
      "of the business",
      { id: "wacid.1", from: "14155550112", to: NUMBER, start_time: timestamp, direction: "BUSINESS_INITIATED" },
      { ...call, direction: "out", text: "Called them on WhatsApp." },
    ],
    [
      "of somebody without a number",
      { id: "wacid.1", from_user_id: NEW, to_user_id: OLD },
      { ...call, at: RECEIVED_AT, direction: "in", person: { ids: [bsuid(NEW)] }, text: "Called you on WhatsApp." },
    ],
    [
      "to somebody without a number",
      { id: "wacid.1", from_user_id: OLD, to_user_id: NEW, direction: "BUSINESS_INITIATED" },
      { ...call, at: RECEIVED_AT, direction: "out", person: { ids: [bsuid(NEW)] }, text: "Called them on WhatsApp." },
    ],
    ["without an id", { from: NUMBER }, { unreadable: "a call without an id" }],
    ["of nobody", { id: "wacid.1", to: NUMBER }, { unreadable: "a call that names nobody" }],
    [
      "to nobody",
      { id: "wacid.1", from: NUMBER, direction: "BUSINESS_INITIATED" },
      { unreadable: "a call that names nobody" },
    ],
  ])("%s", (_name, item, event) => expect(calls({ calls: [item] }, RECEIVED_AT)).toStrictEqual([[item, event]]));
});
