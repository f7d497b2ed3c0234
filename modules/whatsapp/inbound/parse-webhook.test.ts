import { describe, expect, it } from "vitest";
import { InboundEvent, INBOUND_TEXT_MAX_CHARACTERS } from "../../../schema/inbound/event.ts";
import { bodyOf, readSample, SAMPLE_NAMES } from "../samples/samples.test-kit.ts";
import {
  changeOf,
  eventsOf,
  messagesOf,
  ODD_VALUES,
  pathsOf,
  RECEIVED_AT,
  status,
  text,
  withValueAt,
} from "./webhook-bodies.test-kit.ts";
import { parseWebhook } from "./parse-webhook.ts";

describe("a body nobody promised", () => {
  it.each([
    null,
    undefined,
    7,
    "text",
    [],
    {},
    { object: "page" },
    { object: "whatsapp_business_account" },
    { object: "whatsapp_business_account", entry: 7 },
  ])("%j gives nothing and does not throw", (body) => expect(parseWebhook(body, RECEIVED_AT).groups).toEqual([]));

  it.each([null, undefined, 7, {}, { object: "page" }])("%j is no webhook of WhatsApp", (body) => {
    expect(parseWebhook(body, RECEIVED_AT)).toEqual({
      groups: [],
      unreadable: [{ reason: "not a WhatsApp webhook", raw: body ?? null }],
    });
  });

  it("sets a change over which a reader stumbles aside, and reads the next", () => {
    let reads = 0;
    const trap = {
      get field(): string {
        if (++reads > 1) throw new Error("stumbled");
        return "messages";
      },
      value: {},
    };
    const body = changeOf({ messages: [text("wamid.1", "x")] });
    body.entry[0]?.changes.unshift(trap as never);
    const parsed = parseWebhook(body, RECEIVED_AT);
    expect(parsed.unreadable).toEqual([{ reason: "a change that could not be read", raw: expect.anything() }]);
    expect(messagesOf(parsed).map(({ externalId }) => externalId)).toEqual(["wamid.1"]);
  });

  it("keeps the neighbours of every bad item, and reports the bad ones", () => {
    const bad = [
      null,
      7,
      "text",
      {},
      { id: "" },
      { id: "wamid.1" },
      { id: { a: 1 }, from: "447700900417" },
      { id: "x".repeat(600), from: "447700900417" },
    ];
    const good = text("wamid.good", "still here");
    const parsed = parseWebhook(
      changeOf({
        messages: [...bad.flatMap((item) => [item]), good],
        statuses: [null, 3, { status: "read" }, status("wamid.s", "read")],
      }),
      RECEIVED_AT,
    );
    expect(eventsOf(parsed).map(({ externalId }) => externalId)).toEqual(["wamid.good", "wamid.s"]);
    expect(parsed.unreadable).toHaveLength(bad.length + 3);
  });

  it("leaves Object.prototype alone and takes nothing from it", () => {
    const body: unknown = JSON.parse(readSample("hostile-prototype-pollution-keys.json").raw_text ?? "");
    parseWebhook(body, RECEIVED_AT);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const parsed = parseWebhook(
        changeOf({ messages: [{ ...text("wamid.1", "x"), type: key, text: undefined }] }),
        RECEIVED_AT,
      );
      expect(messagesOf(parsed)[0]).toMatchObject({
        text: null,
        placeholder: expect.stringContaining("does not know"),
      });
    }
  });

  it("never throws on any value in any place of a real body", () => {
    let tried = 0;
    for (const name of SAMPLE_NAMES) {
      const sample = readSample(name);
      for (const path of pathsOf(sample.payload)) {
        for (const value of ODD_VALUES) {
          const body = withValueAt(sample.payload, path, value);
          const parsed = parseWebhook(body, RECEIVED_AT);
          expect(() => JSON.stringify(parsed)).not.toThrow();
          for (const event of eventsOf(parsed)) InboundEvent.parse({ ...event, integrationId: "int_x" });
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(5_000);
  });

  it("sets aside what is nested too deeply to be written again", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);
    const parsed = parseWebhook(changeOf({ messages: [{ ...text("wamid.1", "x"), extra: deep }] }), RECEIVED_AT);
    expect(parsed.unreadable).toEqual([{ reason: "nested too deeply", raw: null }]);
  });

  it("cuts text and raw to their bounds, between whole characters", () => {
    const parsed = parseWebhook(
      changeOf({
        messages: [
          text("wamid.1", "a🪔".repeat(20_000)),
          { ...text("wamid.2", ""), type: "odd", blob: Array.from({ length: 9_000 }, () => "lamp") },
        ],
      }),
      RECEIVED_AT,
    );
    const [long, odd] = messagesOf(parsed);
    expect(long?.text?.length).toBeLessThanOrEqual(INBOUND_TEXT_MAX_CHARACTERS);
    expect(long?.text?.isWellFormed()).toBe(true);
    expect(long?.text).toMatch(/cut: the message goes on\]$/);
    expect(odd?.raw).toBeUndefined();
    expect(odd?.placeholder).toBeTruthy();
    const huge = messagesOf(parseWebhook(bodyOf(readSample("hostile-huge-text.json")), RECEIVED_AT))[0];
    expect(huge?.text?.startsWith("lamp lamp lamp")).toBe(true);
  });
});

describe("what is dispatched on", () => {
  it("reads messages only under the field that holds them", () => {
    for (const field of [
      "calls",
      "account_update",
      "message_template_status_update",
      "user_id_update",
      "toString",
      "__proto__",
    ]) {
      const parsed = parseWebhook(
        changeOf({ messages: [text("wamid.1", "x")], statuses: [status("wamid.1", "read")] }, field),
        RECEIVED_AT,
      );
      expect(
        eventsOf(parsed).filter(({ kind }) => kind !== "notice"),
        field,
      ).toEqual([]);
      expect(parsed.groups).toHaveLength(1);
    }
  });

  it("routes an account event by its WABA, and content by nothing but the number", () => {
    const account = parseWebhook(
      changeOf({ event: "ACCOUNT_UPDATE", metadata: undefined }, "account_update"),
      RECEIVED_AT,
    );
    expect(account.groups.map(({ route }) => route)).toEqual([{ kind: "waba", outsideId: "410200300400501" }]);
    const content = parseWebhook(
      changeOf({ messages: [text("wamid.1", "x")], metadata: { display_phone_number: "1" } }),
      RECEIVED_AT,
    );
    expect(content.groups).toEqual([]);
    expect(content.unreadable).toHaveLength(1);
  });

  it("reads a brought-along history both ways, as past", () => {
    const value = {
      history: [
        {
          metadata: { phase: 0, chunk_order: 1, progress: 55 },
          threads: [
            {
              id: "447700900417",
              messages: [
                { ...text("wamid.h1", "Do you open on Sundays?"), history_context: { status: "READ" } },
                { ...text("wamid.h2", "We do, from ten."), from: "14155550112", to: "447700900417" },
                { ...text("wamid.h3", ""), type: "media_placeholder" },
              ],
            },
          ],
        },
        { errors: [{ code: 2593109, title: "History sync declined" }] },
      ],
    };
    const messages = messagesOf(parseWebhook(changeOf(value, "history"), RECEIVED_AT));
    expect(messages.map(({ direction, past, person }) => [direction, past, person.ids[0]?.value])).toEqual([
      ["in", true, "447700900417"],
      ["out", true, "447700900417"],
      ["in", true, "447700900417"],
    ]);
    expect(messages[2]?.placeholder).toContain("before this inbox was connected");
  });
});
