import { describe, expect, it } from "vitest";
import { INBOUND_RAW_MAX_CHARACTERS } from "../../../schema/inbound/event.ts";
import { readSample } from "../samples/samples.ts";
import { changeOf, messagesOf, RECEIVED_AT } from "./webhook-bodies.ts";
import { parseWebhook } from "./parse-webhook.ts";

describe("content this version cannot show", () => {
  it.each([
    ["image", { image: { caption: "The corner" } }, "image", "The corner", /photo/],
    ["video", { video: {} }, "video", null, /video/],
    ["sticker", { sticker: {} }, "sticker", null, /sticker/],
    ["audio", { audio: {} }, "audio", null, /audio/],
    [
      "location",
      { location: { name: "Shop", address: "High St 1", latitude: 51.5, longitude: -0.12 } },
      "location",
      "Shop\nHigh St 1\n51.5, -0.12",
      /location/,
    ],
    [
      "contacts",
      { contacts: [{ name: { formatted_name: "Bruna" }, phones: [{ phone: "+44 1" }, { wa_id: "44" }] }] },
      "contacts",
      "Bruna: +44 1, 44",
      /a contact/,
    ],
    ["button", { button: { text: "Yes", payload: "y" } }, "button", "Yes", /button/],
    ["order", { order: { text: "For Friday", product_items: [{}, {}] } }, "order", "For Friday", /2 items/],
    ["system", { system: { body: "Noor changed to +44 1" } }, "system", null, /^Noor changed/],
    ["reaction", { reaction: { message_id: "wamid.t", emoji: "" } }, "reaction", null, /Took back/],
    ["revoke", { revoke: {} }, "revoke", null, /Deleted/],
    ["Odd Type!", {}, "unknown", null, /does not know\./],
    ["unsupported", { unsupported: { type: "poll_creation" } }, "unsupported", null, /\(poll creation\)/],
    ["poll_update", {}, "poll_update", null, /\(poll update\)/],
    ["text", { text: {} }, "text", null, /without words/],
    ["text", { text: { body: "all" }, group_id: "g1" }, "group", "all", /group/],
  ])("%s %j", (type, parts, shown, content, placeholder) => {
    const item = { id: "wamid.1", from: "447700900417", timestamp: "1795082400", type, ...parts };
    const [message] = messagesOf(parseWebhook(changeOf({ messages: [item] }), RECEIVED_AT));
    expect(message).toMatchObject({ type: shown, text: content, placeholder: expect.stringMatching(placeholder) });
    expect(JSON.parse(message?.raw ?? "")).toEqual(item);
    expect(message?.raw?.length).toBeLessThanOrEqual(INBOUND_RAW_MAX_CHARACTERS);
  });

  it("keeps the advertisement a text came from", () => {
    const [message] = messagesOf(parseWebhook(readSample("referral-ctwa-ad.json").payload, RECEIVED_AT));
    expect(message?.placeholder).toBeUndefined();
    expect(JSON.parse(message?.raw ?? "")).toMatchObject({ referral: { headline: "Casa Lumen autumn sale" } });
  });
});
