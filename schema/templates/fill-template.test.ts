import { describe, expect, it } from "vitest";
import { SentTemplate, type TemplateShape } from "../contracts/template-shape.ts";
import { fillTemplate, type TemplateValues } from "./fill-template.ts";
import { fileHeader, keysIn, substitute, TEMPLATE_LIMITS, variablesOf } from "./variables.ts";

const ORDER: TemplateShape = {
  header: { format: "text", text: "Order {{order_number}}" },
  body: "Good news, {{first_name}}: your order is {{status}}.",
  footer: "Thank you",
  buttons: [
    { type: "quick_reply", text: "Thanks" },
    { type: "url", text: "Track", url: "https://shop.example/o/{{1}}" },
    { type: "copy_code", text: "Copy code" },
    { type: "phone", text: "Call", phone: "+442079460123" },
  ],
  examples: { "body.first_name": "Noor" },
};
const VALUES: TemplateValues = {
  header: { order_number: "A-7" },
  body: { first_name: "Noor", status: "packed" },
  buttons: { "1": "A-7", "2": "SAVE15" },
};
const fill = (shape: TemplateShape, values: TemplateValues) =>
  fillTemplate({ name: "order_update", language: "en_GB", shape }, values);
const problems = (shape: TemplateShape, values: TemplateValues) =>
  fill(shape, values).problems.map(({ path, message }) => `${path} ${message}`);

describe("a template filled in", () => {
  it("is what the customer sees, and what the provider is sent", () => {
    const { text, sent, problems: found } = fill(ORDER, VALUES);
    expect(found).toEqual([]);
    expect(text).toBe("Good news, Noor: your order is packed.");
    expect(sent).toEqual({
      name: "order_update",
      language: "en_GB",
      header: { format: "text", text: "Order A-7" },
      footer: "Thank you",
      buttons: [
        ORDER.buttons[0],
        { type: "url", text: "Track", url: "https://shop.example/o/A-7" },
        { type: "copy_code", text: "Copy code", code: "SAVE15" },
        ORDER.buttons[3],
      ],
      values: {
        header: [{ name: "order_number", text: "A-7" }],
        body: [
          { name: "first_name", text: "Noor" },
          { name: "status", text: "packed" },
        ],
        buttons: [
          { index: 1, type: "url", text: "A-7" },
          { index: 2, type: "copy_code", text: "SAVE15" },
        ],
      },
    });
  });

  it("sends numbers in their order, each once, wherever they stand", () => {
    const shape = { body: "{{2}}, {{10}} and {{1}}, {{2}}", buttons: [], examples: {} };
    const { text, sent } = fill(shape, { body: { "1": "a", "2": "b", "10": "c" } });
    expect(text).toBe("b, c and a, b");
    expect(sent.values.body).toEqual([{ text: "a" }, { text: "b" }, { text: "c" }]);
  });

  it("leaves what is missing standing, for a preview", () => {
    expect(fill(ORDER, {}).text).toBe(ORDER.body);
    expect(fill(ORDER, { body: { first_name: "  " } }).text).toBe(ORDER.body);
  });
});

describe("values that are refused", () => {
  it("name every variable that is missing or unknown", () => {
    expect(problems(ORDER, { body: { first_name: "Noor", last_name: "H" }, buttons: { "0": "x" } })).toEqual([
      "variables.header.order_number must not be empty",
      "variables.body.status must not be empty",
      "variables.buttons.1 must not be empty",
      "variables.buttons.2 must not be empty",
      "variables.body.last_name is no variable of this template",
      "variables.buttons.0 is no variable of this template",
    ]);
  });

  it.each([
    ["a line break", "a\nb", "must be one line, without tabs"],
    ["a tab", "a\tb", "must be one line, without tabs"],
    ["a line separator", "a\u2028b", "must be one line, without tabs"],
    ["a run of spaces", "a     b", "must not have more than four spaces in a row"],
    ["nothing but spaces", "   ", "must not be empty"],
    ["too much", "x".repeat(1_025), "must be at most 1024 characters"],
  ])("hold %s", (_what, status, message) => {
    expect(problems(ORDER, { ...VALUES, body: { first_name: "N", status } })[0]).toBe(
      `variables.body.status ${message}`,
    );
  });

  it("hold spaces in an address, or a code over 15 characters", () => {
    expect(problems(ORDER, { ...VALUES, buttons: { "1": "a b", "2": "x".repeat(16) } })).toEqual([
      "variables.buttons.1 must not contain spaces",
      "variables.buttons.2 must be at most 15 characters",
    ]);
  });

  it("are too long together: more room where the words stand alone", () => {
    const body = { "1": "x".repeat(1_000), "2": "y".repeat(1_000) };
    const alone = { body: "{{1}} {{2}}", buttons: [], examples: {} };
    expect(problems(alone, { body })).toEqual([]);
    expect(problems({ ...alone, footer: "Bye" }, { body })).toEqual([
      "variables.body make it 977 characters too long: at most 1024 fit",
    ]);
    const titled = { ...alone, header: { format: "text", text: `${"t".repeat(30)} {{1}}` } } as const;
    expect(problems(titled, { header: { "1": "x".repeat(40) }, body: { "1": "a", "2": "b" } })).toEqual([
      "variables.header make it 11 characters too long: at most 60 fit",
    ]);
  });

  it("lack the file above, or bring one where none stands", () => {
    const pictured: TemplateShape = { header: { format: "image" }, body: "Hi", buttons: [], examples: {} };
    expect(fileHeader(pictured)).toBe("image");
    expect(problems(pictured, {})).toEqual(["variables.header.attachment is required: this template shows a picture"]);
    expect(problems(pictured, { header: { attachment: "att_1" } })).toEqual([]);
    expect(
      problems({ ...pictured, header: { format: "text", text: "Hi" } }, { header: { attachment: "att_1" } }),
    ).toEqual(["variables.header.attachment is no variable of this template"]);
  });

  it("cannot be names that every object has", () => {
    const shape = { body: "{{constructor}} {{toString}}", buttons: [], examples: {} };
    expect(problems(shape, {})).toHaveLength(2);
    expect(fill(shape, {}).text).toBe(shape.body);
  });
});

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PIECES = ["Hello", " {{1}}", " {{2}}", " {{first_name}}", "{{ status }}", " $& $1", "{{", "}}", "é👍", "\n", " "];
const VALUE_PIECES = ["Noor", "{{1}}", "{{status}}", "$&", "$1", "a b", "  ", "\n", "x".repeat(400), "👍", ""];

function drawn(seed: number): { shape: TemplateShape; values: TemplateValues } {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const text = (pieces: readonly string[], max: number) =>
    Array.from({ length: Math.floor(random() * max) }, () => pick(pieces)).join("");
  const shape: TemplateShape = {
    body: text(PIECES, 8),
    ...(random() < 0.5 ? { header: { format: "text", text: text(PIECES, 3) } as const } : {}),
    ...(random() < 0.3 ? { footer: "Bye" } : {}),
    buttons: Array.from({ length: Math.floor(random() * 3) }, () => ({
      type: pick(["quick_reply", "url", "copy_code", "phone"] as const),
      text: "Press",
      url: pick(["https://a.example/", "https://a.example/{{1}}"]),
    })),
    examples: {},
  };
  const values: Record<"header" | "body" | "buttons", Record<string, string>> = { header: {}, body: {}, buttons: {} };
  for (const { part, key } of variablesOf(shape)) if (random() < 0.9) values[part][key] = text(VALUE_PIECES, 3);
  if (random() < 0.1) values.body["unknown"] = "x";
  return { shape, values };
}

describe.each(Array.from({ length: 400 }, (_, seed) => seed))("any template and any values (seed %i)", (seed) => {
  const { shape, values } = drawn(seed);
  const { text, sent, problems: found } = fill(shape, values);

  it("either say what is wrong, or fill every variable within the provider's limits", () => {
    expect(SentTemplate.parse(sent)).toEqual(sent);
    expect(found.filter(({ path }) => !path.startsWith("variables."))).toEqual([]);
    if (found.length > 0) return;
    // What a value itself holds is not filled in again: one pass over the template, nothing else.
    const value = (key: string) => values.body?.[key]?.trim();
    expect(text).toBe(substitute(shape.body, value));
    expect(sent.values.body.map((one) => one.text)).toEqual(keysIn(shape.body).map(value));
    const { body, bodyAlone, header } = TEMPLATE_LIMITS;
    const alone = shape.header === undefined && shape.footer === undefined && shape.buttons.length === 0;
    expect(text.length).toBeLessThanOrEqual(alone ? bodyAlone : body);
    expect(sent.header?.text?.length ?? 0).toBeLessThanOrEqual(header);
    for (const { text: one } of [...sent.values.header, ...sent.values.body, ...sent.values.buttons]) {
      expect(one).not.toMatch(/^\s*$|[\n\t]| {5}/);
    }
  });
});
