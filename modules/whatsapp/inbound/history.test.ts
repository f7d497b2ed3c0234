import { describe, expect, it } from "vitest";
import { threadMessages } from "./history.ts";
import { RECEIVED_AT, text } from "./webhook-bodies.test-kit.ts";

const CUSTOMER = "447700900417";
const BUSINESS = "14155550112";
const metadata = { display_phone_number: "+1 415 555 0112" };
const thread = (messages: unknown[], more: object = {}) => ({
  history: [{ threads: [{ id: CUSTOMER, messages, ...more }] }],
});

function read(value: object) {
  return threadMessages({ metadata, ...value }, RECEIVED_AT).map(([, event]) => event);
}

describe("chats brought along", () => {
  it.each([
    ["DELIVERED", "delivered"],
    ["read", "read"],
    ["PLAYED", "read"],
  ])("tell how far a message of the business came: %s", (given, status) => {
    const item = { ...text("wamid.1", "We do."), from: BUSINESS, history_context: { status: given } };
    const value = { metadata, ...thread([item]) };
    expect(threadMessages(value, RECEIVED_AT).map(([original]) => original)).toEqual([item, item]);
    expect(read(value)).toEqual([
      expect.objectContaining({ kind: "message", externalId: "wamid.1", direction: "out", past: true }),
      { kind: "status", channel: "whatsapp", externalId: "wamid.1", status, at: 1_795_082_400_000 },
    ]);
  });

  it.each([
    ["of a customer", { history_context: { status: "READ" } }],
    ["not delivered", { from: BUSINESS, history_context: { status: "PENDING" } }],
    ["of which nothing is told", { from: BUSINESS }],
  ])("tell nothing of a message %s", (_which, more) => {
    expect(read(thread([{ ...text("wamid.1", "x"), ...more }]))).toMatchObject([{ kind: "message", past: true }]);
  });

  it("are with the customer the thread names, whoever an item is from", () => {
    const [message] = read(
      thread([{ ...text("wamid.1", "x"), from: "447700900999" }], { context: { user_id: "GB.1" } }),
    );
    expect(message).toMatchObject({
      direction: "in",
      person: { ids: [{ value: "GB.1" }, { kind: "whatsapp", value: CUSTOMER }, { kind: "phone", value: CUSTOMER }] },
    });
  });

  it("bring media later, outside of any thread, from either side", () => {
    const image = { timestamp: "1795082400", type: "image", image: { id: "1" } };
    const events = read({
      messages: [
        { ...image, id: "wamid.1", from: CUSTOMER },
        { ...image, id: "wamid.2", from: BUSINESS, to: "447700900999" },
      ],
    });
    expect(events).toMatchObject([
      { externalId: "wamid.1", direction: "in", past: true, person: { ids: [{ value: CUSTOMER }, {}] } },
      { externalId: "wamid.2", direction: "out", past: true, person: { ids: [{ value: "447700900999" }, {}] } },
    ]);
  });

  it("are the customer's where nobody can tell the business's number", () => {
    const events = read({
      metadata: {},
      ...thread([
        { ...text("wamid.1", "x"), from: BUSINESS },
        { ...text("wamid.2", "x"), from: "" },
        { ...text("wamid.3", "x"), from: "somebody" },
      ]),
    });
    expect(events).toMatchObject([{ direction: "in" }, { direction: "in" }, { direction: "in" }]);
  });

  it("pass on what is no message, and set aside what cannot be read", () => {
    const reaction = { ...text("wamid.1", "x"), type: "reaction", reaction: { message_id: "wamid.0", emoji: "👍" } };
    const events = read(thread([reaction, {}]));
    expect(events).toMatchObject([
      { kind: "reaction", targetExternalId: "wamid.0" },
      { unreadable: "a message without an id" },
    ]);
    expect(events[0]).not.toHaveProperty("past");
  });

  it("are none where the business declined", () => {
    expect(read({ history: [{ errors: [{ code: 2593109 }] }] })).toEqual([]);
  });
});
