import { describe, expect, it } from "vitest";
import { readChange } from "./change.ts";
import { RECEIVED_AT, status, text } from "./webhook-bodies.test-kit.ts";

const NUMBER = "447700900417";
const WABA = { wabaId: "410200300400501", time: 1_795_082_400 };
const metadata = { display_phone_number: "14155550112", phone_number_id: "510600700800901" };
const byNumber = { kind: "phone_number_id", outsideId: "510600700800901" };
const byWaba = { kind: "waba", outsideId: "410200300400501" };

function read(change: unknown, entry: Parameters<typeof readChange>[1] = WABA) {
  return readChange(change, entry, RECEIVED_AT);
}

describe("a change", () => {
  it.each([
    null,
    7,
    {},
    { field: "messages" },
    { field: "messages", value: null },
    { field: "messages", value: "x" },
    { field: "", value: { metadata } },
    { value: { metadata } },
  ])("without field and value is set aside: %j", (change) => {
    expect(read(change)).toEqual({ unreadable: [{ reason: "a change without field and value", raw: change }] });
  });

  it("that is missing is set aside as nothing", () => {
    expect(read(undefined).unreadable).toEqual([{ reason: "a change without field and value", raw: null }]);
  });

  it("that names neither a number nor an account is set aside", () => {
    const change = { field: `f${"x".repeat(80)}`, value: {} };
    expect(read(change, { wabaId: undefined, time: 1 })).toEqual({
      unreadable: [{ reason: `f${"x".repeat(59)} without a number or account`, raw: change }],
    });
  });

  it("of a number that does not name it is set aside", () => {
    const change = { field: "messages", value: { messages: [text("wamid.1", "x")] } };
    expect(read(change)).toEqual({ unreadable: [{ reason: "messages without a phone_number_id", raw: change }] });
  });

  it("of a field this version has no use for is kept with its number, else its account", () => {
    const ofNumber = { field: "flows", value: { metadata, messages: [text("wamid.1", "x")] } };
    expect(read(ofNumber)).toEqual({ group: { route: byNumber, events: [], raw: ofNumber }, unreadable: [] });
    const ofAccount = { field: "toString", value: {} };
    expect(read(ofAccount)).toEqual({ group: { route: byWaba, events: [], raw: ofAccount }, unreadable: [] });
  });

  it("of an account is a notice, dated by its entry", () => {
    const change = { field: "account_update", value: { event: "VERIFIED_ACCOUNT" } };
    expect(read(change)).toMatchObject({
      group: {
        route: byWaba,
        events: [{ kind: "notice", at: 1_795_082_400_000, type: "account_update" }],
        raw: change,
      },
      unreadable: [],
    });
  });

  it("of messages holds what came, how far others came, and errors, each bad one beside its reason", () => {
    const bad = { from: NUMBER };
    const value = {
      metadata,
      contacts: [{ wa_id: NUMBER, profile: { name: "Noor" } }],
      messages: [text("wamid.1", "x"), bad, undefined],
      statuses: [
        { ...status("wamid.2", "read"), recipient_user_id: "GB.1" },
        status("wamid.3", "played"),
        { status: "read" },
      ],
      errors: [{ code: 1 }],
    };
    const { group, unreadable } = read({ field: "messages", value });
    expect(group?.events).toMatchObject([
      { kind: "message", externalId: "wamid.1", direction: "in", person: { name: "Noor" } },
      { kind: "status", externalId: "wamid.2", status: "read" },
      { kind: "identity", from: { value: NUMBER }, to: { value: "GB.1" } },
      { kind: "notice", type: "errors" },
    ]);
    expect(unreadable).toEqual([
      { reason: "a message without an id", raw: bad },
      { reason: "a message without an id", raw: null },
      { reason: "a status without a message id", raw: { status: "read" } },
    ]);
  });

  it.each<[field: string, value: object, event: object]>([
    [
      "smb_message_echoes",
      { message_echoes: [{ ...text("wamid.1", "x"), from: "14155550112", to: NUMBER }] },
      { kind: "message", direction: "out", person: { ids: [{ value: NUMBER }, { value: NUMBER }] } },
    ],
    [
      "history",
      { history: [{ threads: [{ id: NUMBER, messages: [text("wamid.1", "x")] }] }] },
      { kind: "message", past: true },
    ],
    ["user_id_update", { user_id_update: [{ wa_id: NUMBER, user_id: { current: "GB.1" } }] }, { kind: "identity" }],
    ["user_preferences", { user_preferences: [{ wa_id: NUMBER }] }, { kind: "message", type: "system" }],
    ["calls", { calls: [{ id: "wacid.1", from: NUMBER }] }, { kind: "message", type: "call" }],
  ])("of %s is read as such", (field, value, event) => {
    const { group } = read({ field, value: { metadata, ...value } });
    expect(group).toMatchObject({ route: byNumber, events: [event] });
    expect(group?.events).toHaveLength(1);
  });
});
