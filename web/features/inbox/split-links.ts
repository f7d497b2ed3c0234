export interface TextPart {
  text: string;
  /** Set for a web address. */
  href?: string;
}

/** An address ends before the punctuation that ends a sentence, and before a bracket it did not open. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']*[^\s<>"'.,:;!?)\]}]/gi;

/** Cuts a text into what is plain and what is a web address (http, https or www). Joined, the parts are the text again. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const href = hrefOf(match[0]);
    if (href === undefined) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: match[0], href });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

function hrefOf(address: string): string | undefined {
  const url = URL.parse(address.toLowerCase().startsWith("www.") ? `https://${address}` : address);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
}
