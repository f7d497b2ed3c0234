/** What a feed holds. */
export interface Feed {
  title: string;
  entries: number;
}

/**
 * What an RSS or Atom document holds; undefined for anything else. Only counted: nothing of it is kept or run, and no entity is followed.
 * https://www.rssboard.org/rss-specification and https://www.rfc-editor.org/rfc/rfc4287
 */
export function readFeed(text: string): Feed | undefined {
  const root = ROOT.exec(text.slice(0, PROLOGUE_MAX_CHARACTERS))?.[1]?.toLowerCase();
  if (root === undefined) return undefined;
  const entry = root === "feed" ? "<entry" : "<item";
  return {
    title: titleOf(text),
    entries: text.split(entry).filter((rest, at) => at > 0 && /^[\s>]/.test(rest)).length,
  };
}

/** What a JSON Feed holds, or a list of objects; undefined for anything else. https://www.jsonfeed.org/version/1.1/ */
export function readJsonFeed(body: unknown): Feed | undefined {
  if (Array.isArray(body)) return body.every(isObject) ? { title: "", entries: body.length } : undefined;
  if (!isObject(body)) return undefined;
  const { version, items, title } = body;
  if (typeof version !== "string" || !/^https:\/\/(?:www\.)?jsonfeed\.org\/version\//.test(version)) return undefined;
  if (!Array.isArray(items)) return undefined;
  return { title: typeof title === "string" ? title : "", entries: items.length };
}

const PROLOGUE_MAX_CHARACTERS = 4_000;
/** After what may stand before it: a declaration, comments, a style sheet. */
const ROOT = /^\uFEFF?\s*(?:<(?:\?|!--)[^<]*>\s*)*<(rss|feed|rdf:RDF)[\s>]/i;

function titleOf(text: string): string {
  const from = text.search(/<title[\s>]/i);
  if (from < 0) return "";
  const whole = text.slice(from, from + TITLE_MAX_CHARACTERS);
  const [, words = ""] = /^<title[^>]*>([\s\S]*?)<\/title>/i.exec(whole) ?? [];
  const bare = words.replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, "").replace(/<[^>]*>/g, "");
  return bare.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_all, name: string) => ENTITIES[name] ?? "").trim();
}

const TITLE_MAX_CHARACTERS = 1_000;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'" };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
