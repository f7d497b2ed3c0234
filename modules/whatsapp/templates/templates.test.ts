import { describe, expect, it } from "vitest";
import type { Outgoing } from "../../module.ts";
import { sendMessage } from "../send.ts";
import { listTemplates, TEMPLATES_MAX } from "./list-templates.ts";
import type { SentTemplate } from "../../../schema/contracts/template-shape.ts";
import { readTemplate } from "./read-template.ts";
import { templatePart } from "./template-part.ts";

const CREDENTIALS = { phoneNumberId: "5106", businessAccountId: "4102", accessToken: "EAAG-secret-token" };
const graphError = (code: number, message: string) => Response.json({ error: { code, message } }, { status: 400 });
const item = (name: string, given: object = {}) => ({
  id: `1${name.length}`,
  name,
  status: "APPROVED",
  language: "en",
  category: "UTILITY",
  components: [{ type: "BODY", text: `About ${name}` }],
  ...given,
});

describe("the list", () => {
  it("is read page by page, by its cursors, with the token in the header alone", async () => {
    const asked: string[] = [];
    const reading = await listTemplates(CREDENTIALS, async (path, init) => {
      asked.push(path);
      expect(new Headers(init?.headers).get("authorization")).toBe("Bearer EAAG-secret-token");
      const isFirst = !path.includes("after=");
      return Response.json({
        data: [item(isFirst ? "one" : "two"), { name: "no id" }],
        paging: { cursors: { after: isFirst ? "MQ==" : "Mg==" }, ...(isFirst ? { next: "https://…" } : {}) },
      });
    });
    expect(reading).toMatchObject({ kind: "read", cut: false, templates: [{ name: "one" }, { name: "two" }] });
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatch(/^\/v\d+\.\d+\/4102\/message_templates\?fields=id%2Cname%2C.*&limit=100$/);
    expect(asked[1]).toContain("after=MQ%3D%3D");
    expect(asked.join()).not.toContain("secret");
  });

  it("ends where it goes round, and where it goes on for ever", async () => {
    const round = await listTemplates(CREDENTIALS, async () =>
      Response.json({ data: [item("one")], paging: { cursors: { after: "same" }, next: "https://…" } }),
    );
    expect(round).toMatchObject({ kind: "read", cut: false, templates: [{ name: "one" }] });
    let page = 0;
    const endless = await listTemplates(CREDENTIALS, async () => {
      page++;
      const data = Array.from({ length: 100 }, (_, at) => item(`t_${page}_${at}`));
      return Response.json({ data, paging: { cursors: { after: String(page) }, next: "https://…" } });
    });
    expect(endless.kind === "read" && [endless.templates.length, endless.cut]).toEqual([TEMPLATES_MAX, true]);
    let call = 0;
    const empty = await listTemplates(CREDENTIALS, async () =>
      Response.json({ data: [], paging: { cursors: { after: String(++call) }, next: "https://…" } }),
    );
    expect([empty.kind === "read" && empty.cut, call]).toEqual([true, 60]);
    let clock = 0;
    const slow = await listTemplates(
      CREDENTIALS,
      async () => Response.json({ data: [], paging: { cursors: { after: String(++call) }, next: "https://…" } }),
      () => (clock += 30_000),
    );
    expect(slow).toMatchObject({ kind: "retry", error: { code: "too_slow" } });
  });

  it.each([
    ["a token that ended", () => graphError(190, "expired"), "failed", "190"],
    ["too many calls", () => graphError(80_007, "slow down"), "retry", "80007"],
    ["a page of a gateway", () => new Response("<html>", { status: 502 }), "retry", "http_502"],
    ["no answer", () => Promise.reject(new TypeError("reset")), "retry", "no_answer"],
  ])("says what became of it: %s", async (_what, answer, kind, code) => {
    const reading = await listTemplates(CREDENTIALS, async () => answer());
    expect(reading).toMatchObject({ kind, error: { code } });
    expect(JSON.stringify(reading)).not.toContain("secret");
  });

  it("is not asked for without an account", async () => {
    expect(await listTemplates({ accessToken: "x" }, () => Promise.reject(new Error("asked")))).toMatchObject({
      kind: "failed",
      error: { code: "not_configured" },
    });
  });
});

describe("a template of the list", () => {
  it("is bounded, however much of it there is", () => {
    const button = { type: "URL", text: "x".repeat(300), url: `https://a.example/${"x".repeat(5_000)}` };
    const keys = Array.from({ length: 900 }, (_none, index) => String(index));
    const read = readTemplate(
      item("huge", {
        components: [
          ...Array.from({ length: 300 }, () => ({
            type: "BUTTONS",
            buttons: Array.from({ length: 50 }, () => button),
          })),
          {
            type: "BODY",
            text: keys.map((key) => `{{${key}}}`).join(""),
            example: { body_text: [keys.map(() => "x".repeat(500))] },
          },
        ],
      }),
    );
    expect(read?.shape.buttons).toHaveLength(10);
    expect(JSON.stringify(read).length).toBeLessThan(50_000);
  });

  it("keeps its parts, examples and state", () => {
    expect(
      readTemplate(
        item("order", {
          status: "REJECTED",
          rejected_reason: "INVALID_FORMAT",
          quality_score: { score: "GREEN" },
          components: [
            { type: "HEADER", format: "TEXT", text: "Order {{1}}", example: { header_text: ["A-1"] } },
            {
              type: "BODY",
              text: "Hello {{name}}",
              example: { body_text_named_params: [{ param_name: "name", example: "Noor" }] },
            },
            { type: "FOOTER", text: "Bye" },
            {
              type: "BUTTONS",
              buttons: [
                { type: "QUICK_REPLY", text: "Yes" },
                { type: "URL", text: "Go", url: "https://a.example/{{1}}", example: ["https://a.example/1"] },
                { type: "COPY_CODE", example: "SAVE" },
              ],
            },
          ],
        }),
      ),
    ).toMatchObject({
      status: "rejected",
      reason: "invalid format",
      quality: "green",
      shape: {
        header: { format: "text", text: "Order {{1}}" },
        body: "Hello {{name}}",
        footer: "Bye",
        buttons: [{ type: "quick_reply" }, { type: "url", url: "https://a.example/{{1}}" }, { type: "copy_code" }],
        examples: { "header.1": "A-1", "body.name": "Noor", "buttons.1": "https://a.example/1", "buttons.2": "SAVE" },
      },
    });
  });

  it.each([
    [{ type: "CAROUSEL", cards: [] }, /carousel/],
    [{ type: "HEADER", format: "LOCATION" }, /location/],
    [{ type: "BUTTONS", buttons: [{ type: "FLOW", text: "Fill in" }] }, /flow/],
  ])("says which part it cannot send: %j", (component, words) => {
    const read = readTemplate(item("x", { components: [{ type: "BODY", text: "Hi" }, component] }));
    expect(read?.shape.unsupported).toMatch(words);
  });

  it.each([null, 1, "x", [], {}, { id: 1 }, item("x", { status: 5 }), item("x", { language: "x".repeat(40) })])(
    "that is none is left out: %j",
    (given) => expect(readTemplate(given)).toBeUndefined(),
  );

  it("never throws, whatever its parts are", () => {
    for (const components of [
      null,
      "x",
      [null],
      [1],
      [{ type: 7 }],
      [{ type: "BUTTONS", buttons: "x" }],
      [{ type: "BODY" }],
    ])
      expect(readTemplate(item("x", { components }))).toMatchObject({ name: "x" });
  });
});

describe("a template that is sent", () => {
  it("is one POST in Meta's form", async () => {
    const bodies: unknown[] = [];
    const content: Outgoing["content"] = {
      kind: "template",
      template: {
        name: "new_collection",
        language: "en_GB",
        header: { format: "text", text: "Order A-7" },
        buttons: [],
        values: {
          header: [{ text: "A-7" }],
          body: [{ name: "first_name", text: "Noor" }],
          buttons: [
            { index: 0, type: "copy_code", text: "NEW15" },
            { index: 2, type: "url", text: "a?b=c" },
          ],
        },
      },
    };
    const message = { echoId: "msg_1", to: [{ kind: "whatsapp", value: "447700900417" }], content, attempt: 1 };
    const outcome = await sendMessage(message, CREDENTIALS, async (_path, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return Response.json({ messages: [{ id: "wamid.1" }] });
    });
    expect(outcome).toEqual({ kind: "sent", externalId: "wamid.1" });
    expect(bodies).toEqual([
      {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        to: "447700900417",
        type: "template",
        template: {
          name: "new_collection",
          language: { code: "en_GB" },
          components: [
            { type: "header", parameters: [{ type: "text", text: "A-7" }] },
            { type: "body", parameters: [{ type: "text", parameter_name: "first_name", text: "Noor" }] },
            {
              type: "button",
              sub_type: "copy_code",
              index: "0",
              parameters: [{ type: "coupon_code", coupon_code: "NEW15" }],
            },
            { type: "button", sub_type: "url", index: "2", parameters: [{ type: "text", text: "a?b=c" }] },
          ],
        },
        biz_opaque_callback_data: "msg_1",
      },
    ]);
  });

  it("names the file above it by Meta's id, a document also by its name", () => {
    const sent: SentTemplate = {
      name: "n",
      language: "en",
      header: { format: "document" },
      buttons: [],
      values: { header: [], body: [], buttons: [] },
    };
    const file = { mediaId: "900", name: "list.pdf" };
    expect(templatePart(sent, file).template.components).toEqual([
      { type: "header", parameters: [{ type: "document", document: { id: "900", filename: "list.pdf" } }] },
    ]);
    expect(templatePart({ ...sent, header: { format: "image" } }, file).template.components).toEqual([
      { type: "header", parameters: [{ type: "image", image: { id: "900" } }] },
    ]);
  });
});
