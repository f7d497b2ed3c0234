/** Text that people wrote, as it stands between tags of a prompt: it can neither open nor close one. */
export function asData(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The same in an attribute of a tag: in one line, and without a quotation mark. */
export function asAttribute(text: string): string {
  return asData(inOneLine(text)).replaceAll('"', "&quot;");
}

export function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
