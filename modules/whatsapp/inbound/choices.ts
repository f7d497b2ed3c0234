import type { Choice, FilledForm } from "../../../schema/contracts/message-content.ts";
import { boundedLine, isNestedTooDeeply } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";
import { ON_THE_PHONE, type ReadContent } from "./read-content.ts";

const TITLE_MAX_CHARACTERS = 300;
const FIELDS_MAX = 60;
const NAME_MAX_CHARACTERS = 120;
const VALUE_MAX_CHARACTERS = 2_000;
/** Part of every answer of a form, and no answer: the business's own mark. */
const TOKENS = new Set(["flow_token"]);

/** An answer to buttons, a list, a form or a question that WhatsApp asks for the business. */
export function interactiveContent(item: unknown): ReadContent {
  const given = at(item, "interactive");
  if (at(given, "list_reply") !== undefined) return chosen("interactive_list", "list", at(given, "list_reply"));
  if (at(given, "button_reply") !== undefined) return chosen("interactive_button", "button", at(given, "button_reply"));
  if (at(given, "nfm_reply") !== undefined) return filledForm(at(given, "nfm_reply"));
  if (at(given, "call_permission_reply") !== undefined) {
    const accepted = textAt(given, "call_permission_reply", "response") === "accept";
    return { text: accepted ? "Allowed you to call them." : "Did not allow you to call them." };
  }
  return { placeholder: `Answered an interactive message. ${ON_THE_PHONE}` };
}

/** A tap on a button of a template. */
export function templateButton(item: unknown): ReadContent {
  const given = at(item, "button");
  return choice({ id: textAt(given, "payload"), title: textAt(given, "text") }, "template_button");
}

function chosen(type: string, source: Choice["source"], reply: unknown): ReadContent {
  const read = choice(
    { id: textAt(reply, "id"), title: textAt(reply, "title"), description: textAt(reply, "description") },
    source,
  );
  return { type, ...read };
}

function choice(
  { id, title, description }: { id?: string | undefined; title?: string | undefined; description?: string | undefined },
  source: Choice["source"],
): ReadContent {
  const made: Choice = {
    source,
    ...(id === undefined ? {} : { id: boundedLine(id, VALUE_MAX_CHARACTERS) }),
    ...(title === undefined ? {} : { title: boundedLine(title, TITLE_MAX_CHARACTERS) }),
    ...(description === undefined ? {} : { description: boundedLine(description, TITLE_MAX_CHARACTERS) }),
  };
  const text = title ?? id;
  return text === undefined
    ? { placeholder: "Tapped a button without words.", content: { choice: made } }
    : { text, content: { choice: made } };
}

/** A form (WhatsApp Flow) comes as JSON inside a text: its answers are told line by line. */
function filledForm(reply: unknown): ReadContent {
  const name = textAt(reply, "name");
  const fields = fieldsOf(textAt(reply, "response_json"));
  const form: FilledForm = { ...(name === undefined ? {} : { name: boundedLine(name, NAME_MAX_CHARACTERS) }), fields };
  const body = textAt(reply, "body");
  const lines = [...(body === undefined ? [] : [body]), ...fields.map((field) => `${field.name}: ${field.value}`)];
  return {
    type: "interactive_form",
    ...(lines.length === 0 ? { placeholder: `Sent a filled-in form. ${ON_THE_PHONE}` } : { text: lines.join("\n") }),
    content: { form },
  };
}

function fieldsOf(json: string | undefined): FilledForm["fields"] {
  if (json === undefined) return [];
  let answers: unknown;
  try {
    answers = JSON.parse(json);
  } catch {
    return [{ name: "answer", value: boundedLine(json, VALUE_MAX_CHARACTERS) }];
  }
  if (typeof answers !== "object" || answers === null || isNestedTooDeeply(answers)) return [];
  return Object.entries(answers)
    .filter(([name]) => !TOKENS.has(name))
    .slice(0, FIELDS_MAX)
    .map(([name, value]: [string, unknown]) => ({
      name: boundedLine(name, NAME_MAX_CHARACTERS),
      value: boundedLine(answerText(value), VALUE_MAX_CHARACTERS),
    }));
}

function answerText(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(answerText).join(", ");
  return idAt({ value }, "value") ?? JSON.stringify(value);
}
