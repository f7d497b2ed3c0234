import { describe, expect, it } from "vitest";
import { renderTemplate, templateProblem } from "./reply-template.ts";
import type { CannedValues } from "./variables.ts";

const VALUES: CannedValues = {
  "contact.name": "Maria Lopez",
  "contact.first_name": "Maria",
  "contact.email": null,
  "contact.phone": "+447700900123",
  "agent.name": "Ines",
  "account.name": "Casa Lumen",
};
const render = (text: string) => renderTemplate(text, VALUES);

describe("a canned reply", () => {
  it.each([
    [
      "Hi {{contact.first_name}}, this is {{ agent.name }} of {{account.name}}.",
      "Hi Maria, this is Ines of Casa Lumen.",
    ],
    ["{{ contact.name | upcase }}", "MARIA LOPEZ"],
    ["{% if contact.email %}{{contact.email}}{% else %}no e-mail{% endif %}", "no e-mail"],
    ["{{ contact.email | default: 'your e-mail' }}", "your e-mail"],
    ["Plain words, 50 % off { and } too", "Plain words, 50 % off { and } too"],
    ["<b>{{contact.name}}</b>", "<b>Maria Lopez</b>"],
  ])("%s", (text, expected) => {
    expect(render(text)).toEqual({ text: expected, missing: [] });
  });

  it("marks what is not known, and names it once", () => {
    expect(
      render("To {{contact.email}} or {{ contact.email | upcase }}, {{ 'Dear ' | append: contact.email }}"),
    ).toEqual({
      text: "To [e-mail] or [e-mail], [e-mail]",
      missing: ["contact.email"],
    });
  });

  it("takes a value as words, never as a template", () => {
    expect(renderTemplate("{{contact.name}}", { ...VALUES, "contact.name": "{{agent.name}}" }).text).toBe(
      "{{agent.name}}",
    );
  });

  it.each([
    ["{{contact.birthday}}", "contact.birthday"],
    ["{{ contact }}", "contact"],
    ["{{ contact[agent.name] }}", "no variable"],
    ["{{ contact.name.size }}", "contact.name.size"],
    ["{% if secret %}x{% endif %}", "secret"],
    ["{{ contact.name", "not closed"],
    ["{% if contact.name %}", "not closed"],
    ["{{ contact.name | shout }}", "undefined filter: shout"],
    ["{{ contact.name | sha256 }}", "undefined filter"],
    ["{% for i in (1..9) %}{{i}}{% endfor %}", 'tag "for" not found'],
    ["{% assign x = 1 %}", 'tag "assign" not found'],
    ["{% render 'x' %}", 'tag "render" not found'],
    ["{% include 'x' %}", 'tag "include" not found'],
    ["x".repeat(9_000), "limit"],
  ])("refuses %s", (text, words) => {
    expect(templateProblem(text)).toContain(words);
  });

  it("lets good ones pass", () => {
    expect(
      templateProblem("Hi {{ contact.first_name | default: 'there' }}{% unless contact.phone %}?{% endunless %}"),
    ).toBe(undefined);
  });

  it("stops a text that grows past its bounds", () => {
    const grow = "{{ contact.name" + " | replace: 'x', 'xxxxxxxxxxxxxxxxxxxx'".repeat(20) + " }}";
    expect(() => renderTemplate(grow, { ...VALUES, "contact.name": "x" })).toThrow(/limit/);
    expect(templateProblem(grow)).toContain("limit");
  });
});
