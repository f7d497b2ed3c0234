import { describe, expect, it } from "vitest";
import { changeOf, eventsOf, RECEIVED_AT, status } from "./webhook-bodies.test-kit.ts";
import { parseWebhook } from "./parse-webhook.ts";
import { statusFrom } from "./status.ts";

describe("statuses", () => {
  it("takes up the four it knows, with our own id, and lets others pass", () => {
    const statuses = ["sent", "delivered", "read", "failed", "played", "deleted", "warning", 7, undefined].map(
      (name, at) => ({
        ...status(`wamid.${at}`, name),
        biz_opaque_callback_data: `msg_${at}`,
      }),
    );
    const parsed = parseWebhook(changeOf({ statuses }), RECEIVED_AT);
    expect(
      eventsOf(parsed).map((event) => (event.kind === "status" ? [event.status, event.echoId] : [])),
    ).toStrictEqual([
      ["sent", "msg_0"],
      ["delivered", "msg_1"],
      ["read", "msg_2"],
      ["failed", "msg_3"],
    ]);
    expect(parsed.unreadable).toStrictEqual([]);
  });

  it.each([
    [[{ code: 131049, title: "Held back" }], "131049", /had enough marketing.*\(131049\)/],
    [
      [{ code: 999999, title: "New code", error_data: { details: "Something new." } }],
      "999999",
      /^New code Something new\. \(999999\)$/,
    ],
    [[], "unknown", /did not say why/],
    [undefined, "unknown", /did not say why/],
    [[{ code: "131047" }], "131047", /24 hours/],
  ])("says why it failed: %j", (errors, code, message) => {
    const [event] = eventsOf(
      parseWebhook(changeOf({ statuses: [{ ...status("wamid.1", "failed"), errors }] }), RECEIVED_AT),
    );
    expect(event).toMatchObject({ status: "failed", error: { code, message: expect.stringMatching(message) } });
  });

  it.each<[item: object, event: object | null]>([
    [{}, {}],
    [
      { timestamp: "x", biz_opaque_callback_data: "e".repeat(64) },
      { at: RECEIVED_AT, echoId: "e".repeat(64) },
    ],
    [{ biz_opaque_callback_data: "e".repeat(65) }, {}],
    [{ errors: [{ code: 1, title: "not failed" }] }, {}],
    [
      { status: "failed", errors: [{ code: 999999, message: "In words", error_data: { details: "In words" } }] },
      { status: "failed", error: expect.objectContaining({ code: "999999", message: "In words (999999)" }) },
    ],
    [
      { status: "failed", errors: [{ code: 999999, title: "Title", message: "not this" }, { code: 1 }] },
      { status: "failed", error: expect.objectContaining({ code: "999999", message: "Title (999999)" }) },
    ],
    [{ status: "warning" }, null],
  ])("hold %j", (item, event) => {
    const base = { kind: "status", channel: "whatsapp", externalId: "wamid.1", status: "read", at: 1_795_082_400_000 };
    expect(statusFrom({ ...status("wamid.1", "read"), ...item }, RECEIVED_AT)).toStrictEqual(
      event && { ...base, ...event },
    );
  });

  it("without an id are set aside", () => {
    expect(statusFrom({ status: "read" }, RECEIVED_AT)).toStrictEqual({ unreadable: "a status without a message id" });
  });
});
