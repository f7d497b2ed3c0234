import { describe, expect, it } from "vitest";
import { eventsFrom } from "./item.ts";
import { RECEIVED_AT, text } from "./webhook-bodies.test-kit.ts";

const setting = {
  direction: "in" as const,
  ids: { phone: "447700900417", bsuid: undefined },
  contacts: [],
  receivedAt: RECEIVED_AT,
};
const about = { channel: "whatsapp", externalId: "wamid.1", targetExternalId: "wamid.t", at: 1_795_082_400_000 };
const person = {
  ids: [
    { kind: "whatsapp", value: "447700900417", display: "447700900417" },
    { kind: "phone", value: "447700900417", display: "+447700900417" },
  ],
};

function read(parts: object, more: Partial<Parameters<typeof eventsFrom>[1]> = {}) {
  return eventsFrom({ id: "wamid.1", timestamp: "1795082400", ...parts }, { ...setting, ...more });
}

describe("an item", () => {
  it.each<[item: object, event: object]>([
    [
      { type: "reaction", reaction: { message_id: "wamid.t", emoji: "👍" } },
      { kind: "reaction", ...about, direction: "in", person, emoji: "👍" },
    ],
    [
      { type: "edit", edit: { original_message_id: "wamid.t", message: { text: { body: "two" } } } },
      { kind: "edit", ...about, direction: "in", text: "two" },
    ],
    [
      { type: "edit", edit: { original_message_id: "wamid.t", message: { image: { caption: "two" } } } },
      { kind: "edit", ...about, direction: "in", text: "two" },
    ],
    [
      { type: "edit", edit: { original_message_id: "wamid.t", message: {} } },
      { kind: "edit", ...about, direction: "in", text: null },
    ],
    [
      { type: "reaction", reaction: { message_id: "wamid.t", emoji: "" } },
      { kind: "reaction", ...about, direction: "in", person, emoji: null },
    ],
    [
      { type: "reaction", reaction: { message_id: "wamid.t" } },
      { kind: "reaction", ...about, direction: "in", person, emoji: null },
    ],
    [
      { type: "revoke", revoke: { original_message_id: "wamid.t" } },
      { kind: "delete", ...about, direction: "in" },
    ],
  ])("about another: %j", (item, event) => expect(read(item)).toStrictEqual([event]));

  it("about another may be the business's own", () => {
    const revoke = { type: "revoke", revoke: { original_message_id: "wamid.t" } };
    expect(read(revoke, { direction: "out" })).toStrictEqual([{ kind: "delete", ...about, direction: "out" }]);
  });

  it("that edits nobody knows what is a message of its own", () => {
    expect(read({ type: "edit", edit: {} })).toMatchObject([{ kind: "message", type: "edit", person }]);
  });

  it("about the person is a line of WhatsApp's own", () => {
    expect(read({ type: "system", system: { body: "changed" } })).toMatchObject([{ type: "system", text: "changed" }]);
  });

  it("is a message else, whatever its type is called", () => {
    const message = { kind: "message", channel: "whatsapp", externalId: "wamid.1", direction: "in", person };
    expect(read(text("wamid.1", "x"))).toStrictEqual([{ ...message, at: about.at, type: "text", text: "x" }]);
    expect(read({ type: "constructor" })).toMatchObject([{ ...message, type: "constructor", text: null }]);
  });

  it.each<[item: object, more: object, reason: string]>([
    [{ type: "text", id: "" }, {}, "a message without an id"],
    [text("wamid.1", "x"), { ids: { phone: undefined, bsuid: undefined } }, "a message that names nobody"],
    [
      { type: "reaction", reaction: { message_id: "wamid.t" } },
      { ids: { phone: undefined, bsuid: undefined } },
      "a reaction that names no message or nobody",
    ],
    [{ type: "reaction", reaction: {} }, {}, "a reaction that names no message or nobody"],
    [{ type: "revoke" }, {}, "a deletion that names no message"],
  ])("that cannot be placed says why: %j %j", (item, more, unreadable) => {
    expect(read(item, more)).toStrictEqual([{ unreadable }]);
  });

  it("over which a reader stumbles is set aside alone", () => {
    const trap = {
      get body(): never {
        throw new Error("stumbled");
      },
    };
    expect(read({ type: "text", text: trap })).toStrictEqual([
      { unreadable: "an item of type text that could not be read" },
    ]);
  });

  it("that answers a request for the number brings it along", () => {
    const card = {
      type: "contacts",
      origin: "contact_request",
      contacts: [{ phones: [{ phone: "+44 7700 900417" }] }],
    };
    const ids = { phone: undefined, bsuid: "GB.1" };
    const values = (more: object, item: object = card) =>
      read(item, { ids, ...more }).map(
        (event) => event !== null && "person" in event && event.person.ids.map((id) => id.value),
      );
    expect(values({})).toStrictEqual([["GB.1", "447700900417", "447700900417"]]);
    expect(values({ direction: "out" })).toStrictEqual([["GB.1"]]);
    expect(values({}, { ...card, origin: "other" })).toStrictEqual([["GB.1"]]);
    expect(values({ ids: { ...ids, phone: "447700900999" } })).toStrictEqual([
      ["GB.1", "447700900999", "447700900999"],
    ]);
  });
});
