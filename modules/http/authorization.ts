/** The header of a bearer token. */
export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${headerValue(token)}` };
}

/** The header of a name and a password. https://www.rfc-editor.org/rfc/rfc7617 */
export function basic(name: string, password: string): { authorization: string } {
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

/** What no header can carry is no good key either: the provider says so, instead of the request breaking. */
export function headerValue(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "?");
}
