import { cutText } from "../sub-account/documents/cut-text.ts";
import { type Asked, textOf } from "./read-request.ts";

/**
 * What the built-in Claude writes: made of what it was given, so that a demonstration makes sense and a test can tell what arrived. It knows
 * the product's prompt only by its tags, as a reader would.
 */
export function wordsFor({ system, messages }: Pick<Asked, "system" | "messages">): string {
  const prompt = messages.at(-1)?.content.map(textOf).join("\n") ?? "";
  const given: Given = {
    contact: attribute(prompt, "conversation", "contact") ?? "there",
    said: tagged(prompt, "message").filter((message) => message.attributes.includes('from="customer"')),
    text: tagged(prompt, "text").at(-1)?.body ?? "",
    tone: attribute(prompt, "task", "tone"),
    wish: tagged(prompt, "wish").at(-1)?.body,
    agent: attribute(system.map(({ text }) => text).join("\n"), "agent", "name"),
  };
  switch (attribute(prompt, "task", "kind")) {
    case "draft":
      return draft(given);
    case "summary":
      return summary(given);
    case "rewrite":
      return rewrite(given);
    default:
      return "This is the built-in Claude of test mode.";
  }
}

interface Given {
  contact: string;
  said: { body: string }[];
  text: string;
  tone: string | undefined;
  wish: string | undefined;
  agent: string | undefined;
}

function draft({ contact, said, text, wish, agent }: Given): string {
  const last = said.at(-1)?.body;
  return [
    `Hi ${firstName(contact)}, thank you for your message.`,
    last === undefined ? "" : `You wrote: “${cutText(last, 120)}”.`,
    text.trim() === "" ? "We will gladly help you with that." : text.trim(),
    wish === undefined ? "" : `(${wish})`,
    agent === undefined ? "" : `— ${agent}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function summary({ contact, said, wish }: Given): string {
  const last = said.at(-1)?.body;
  const lines = [
    `${contact} wrote ${said.length} ${said.length === 1 ? "message" : "messages"}.`,
    last === undefined ? "Nothing was asked yet." : `The latest: “${cutText(last, 160)}”.`,
    said.length === 0 ? "Next: nothing is open." : `Next: answer ${firstName(contact)}.`,
    ...(wish === undefined ? [] : [`Asked for besides: ${wish}`]),
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

function rewrite({ contact, text, tone, wish }: Given): string {
  const words = text.trim().replaceAll(/\s+/g, " ");
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?…]$/.test(words) ? "" : "."}`;
  const shaped =
    tone === "friendlier"
      ? `Hi ${firstName(contact)}! ${sentence} Happy to help 😊`
      : tone === "formal"
        ? `Dear ${contact}, ${sentence} Kind regards.`
        : tone === "shorter"
          ? (/^.*?[.!?…](?=\s|$)/.exec(sentence)?.[0] ?? sentence)
          : sentence;
  return wish === undefined ? shaped : `${shaped} (${wish})`;
}

function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}

function tagged(prompt: string, tag: string): { attributes: string; body: string }[] {
  return [...prompt.matchAll(new RegExp(`<${tag}(\\s[^>]*)?>([^<]*)</${tag}>`, "g"))].map(
    ([, attributes = "", body = ""]) => ({ attributes, body: unescaped(body.trim()) }),
  );
}

function attribute(prompt: string, tag: string, name: string): string | undefined {
  const found = new RegExp(`<${tag}\\s[^>]*?\\b${name}="([^"]*)"`).exec(prompt)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

/** What stood there before it was put between tags. */
export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
