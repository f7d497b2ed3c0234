/** An address from outside as a link may carry it: http or https only. Undefined for anything else. */
export function safeHref(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const url = URL.parse(address);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
}
