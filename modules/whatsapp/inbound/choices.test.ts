import { describe, expect, it } from "vitest";
import { interactiveContent, templateButton } from "./choices.ts";

const form = (nfm_reply: object) => interactiveContent({ interactive: { nfm_reply } });
const answers = (response_json: unknown) => form({ response_json }).content?.form?.fields;

describe("an answer", () => {
  it.each<[interactive: unknown, read: object]>([
    [
      { list_reply: { id: "a/1", title: "Oak", description: "4 weeks" } },
      {
        type: "interactive_list",
        text: "Oak",
        content: { choice: { source: "list", id: "a/1", title: "Oak", description: "4 weeks" } },
      },
    ],
    [
      { list_reply: { id: "a/1" } },
      { type: "interactive_list", text: "a/1", content: { choice: { source: "list", id: "a/1" } } },
    ],
    [
      { button_reply: { title: "Yes" } },
      { type: "interactive_button", text: "Yes", content: { choice: { source: "button", title: "Yes" } } },
    ],
    [
      { button_reply: null },
      {
        type: "interactive_button",
        placeholder: "Tapped a button without words.",
        content: { choice: { source: "button" } },
      },
    ],
    [{ call_permission_reply: { response: "accept" } }, { text: "Allowed you to call them." }],
    [{ call_permission_reply: { response: "reject" } }, { text: "Did not allow you to call them." }],
    [{ call_permission_reply: {} }, { text: "Did not allow you to call them." }],
    [
      { new_reply: {} },
      {
        placeholder: "Answered an interactive message. Open it on the phone: this version cannot show it yet.",
      },
    ],
  ])("%j", (interactive, read) => expect(interactiveContent({ interactive })).toStrictEqual(read));

  it("to a template holds the button's words and the business's own mark", () => {
    expect(templateButton({ button: { text: "Stop", payload: "STOP" } })).toStrictEqual({
      text: "Stop",
      content: { choice: { source: "template_button", id: "STOP", title: "Stop" } },
    });
  });

  it("is cut where it is long", () => {
    const { content } = interactiveContent({
      interactive: { list_reply: { id: "i".repeat(2_001), title: "t".repeat(301), description: "d".repeat(301) } },
    });
    expect(content?.choice).toStrictEqual({
      source: "list",
      id: `${"i".repeat(1_999)}…`,
      title: `${"t".repeat(299)}…`,
      description: `${"d".repeat(299)}…`,
    });
  });
});

describe("a filled-in form", () => {
  it("is told line by line under its own words", () => {
    const response_json = JSON.stringify({
      flow_token: "t",
      day: "Monday",
      seats: 2,
      extras: ["a", 1],
      more: { a: 1 },
    });
    const fields = [
      { name: "day", value: "Monday" },
      { name: "seats", value: "2" },
      { name: "extras", value: "a, 1" },
      { name: "more", value: '{"a":1}' },
    ];
    expect(form({ name: "flow", body: "Sent", response_json })).toStrictEqual({
      type: "interactive_form",
      text: 'Sent\nday: Monday\nseats: 2\nextras: a, 1\nmore: {"a":1}',
      content: { form: { name: "flow", fields } },
    });
    expect(form({ response_json: '{"day":"Monday"}' })).toStrictEqual({
      type: "interactive_form",
      text: "day: Monday",
      content: { form: { fields: [{ name: "day", value: "Monday" }] } },
    });
  });

  it("without an answer says so", () => {
    expect(form({ response_json: '{"flow_token":"t"}' })).toStrictEqual({
      type: "interactive_form",
      placeholder: "Sent a filled-in form. Open it on the phone: this version cannot show it yet.",
      content: { form: { fields: [] } },
    });
  });

  it.each<[json: unknown, fields: object[]]>([
    ["{not json", [{ name: "answer", value: "{not json" }]],
    [`"${"x".repeat(2_000)}`, [{ name: "answer", value: `"${"x".repeat(1_998)}…` }]],
    ["null", []],
    ["7", []],
    [undefined, []],
    [`{"a":${"[".repeat(200)}${"]".repeat(200)}}`, []],
    [
      '{"a":true,"b":null}',
      [
        { name: "a", value: "true" },
        { name: "b", value: "null" },
      ],
    ],
  ])("%j", (json, fields) => expect(answers(json)).toStrictEqual(fields));

  it("is bounded in fields and in length", () => {
    expect(
      answers(JSON.stringify(Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`f${at}`, at])))),
    ).toHaveLength(60);
    expect(answers(JSON.stringify({ ["n".repeat(121)]: "v".repeat(2_001) }))).toStrictEqual([
      { name: `${"n".repeat(119)}…`, value: `${"v".repeat(1_999)}…` },
    ]);
    expect(form({ name: "n".repeat(121) }).content?.form?.name).toBe(`${"n".repeat(119)}…`);
  });
});
