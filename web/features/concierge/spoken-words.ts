import type { Entry } from "../../../schema/concierge/entries.ts";

const SPOKEN_CHARACTERS = 300;

/** What is read out of an entry when it comes; undefined for what is not worth it, or is not whole yet. */
export function spokenWords(entry: Entry): string | undefined {
  switch (entry.kind) {
    case "message":
      return entry.from === "concierge" && entry.state !== "streaming"
        ? entry.text.slice(0, SPOKEN_CHARACTERS)
        : undefined;
    case "form":
      return entry.state === "open"
        ? `${entry.module.name} asks for ${entry.fields.map(({ label }) => label).join(", ")}.`
        : undefined;
    case "question":
      return entry.state === "open" ? entry.text : undefined;
    case "approval":
      return entry.state === "open" ? `Waits for ${entry.for.name}: ${entry.title}` : undefined;
    case "result":
      return entry.state === "live"
        ? `${entry.module.name} is live.`
        : `${entry.module.name} does not work yet. ${entry.health?.reason ?? ""}`;
    case "note":
      return entry.text;
    case "call":
      return undefined;
    default:
      return entry satisfies never;
  }
}
