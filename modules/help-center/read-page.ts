/** What can be read of a page without running it. */
export interface Page {
  title: string;
  /** Characters of text that people would see. */
  characters: number;
  /** Links to other pages of the same server. */
  links: number;
}

/** What an HTML page holds; undefined for anything else. `address` is where it was, for its links. One pass, whatever is in it. */
export function readPage(html: string, address: string): Page | undefined {
  if (!HTML.test(html.slice(0, HEAD_MAX_CHARACTERS))) return undefined;
  const links = new Set<string>();
  let title = "";
  let characters = 0;
  let seen = 0;
  let skippedUntil = "";
  for (const part of html.split("<")) {
    const end = part.indexOf(">");
    const tag = TAG.exec(part)?.[0].toLowerCase() ?? "";
    const text = end < 0 ? "" : part.slice(end + 1).trim();
    if (skippedUntil !== "" && tag !== skippedUntil) continue;
    skippedUntil = UNSEEN.has(tag) ? `/${tag}` : "";
    if (tag === "title") title = text.slice(0, TITLE_MAX_CHARACTERS);
    else if (skippedUntil === "") characters += text.length;
    if (tag === "a" && ++seen <= MOST_ANCHORS)
      addLink(links, part.slice(0, Math.min(end, TAG_MAX_CHARACTERS)), address);
  }
  return { title, characters, links: links.size };
}

const HTML = /^\uFEFF?\s*(?:<!--[^<]*-->\s*)*<(?:!doctype html|html|head)[\s>]/i;
const TAG = /^\/?[a-z][a-z0-9]*/i;
const UNSEEN: ReadonlySet<string> = new Set(["script", "style", "noscript", "template", "svg"]);
/** Enough to see that there are some: to read an address costs more than to find it. */
const MOST_ANCHORS = 5_000;
const HEAD_MAX_CHARACTERS = 2_000;
const TITLE_MAX_CHARACTERS = 200;
const TAG_MAX_CHARACTERS = 4_000;

function addLink(links: Set<string>, tag: string, address: string): void {
  const [, quoted, single, bare] = HREF.exec(tag) ?? [];
  const url = URL.parse(quoted ?? single ?? bare ?? "", address);
  if (url === null || url.origin !== URL.parse(address)?.origin) return;
  url.hash = "";
  if (url.href !== address) links.add(url.href);
}

const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
