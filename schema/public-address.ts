/** Ends of names that lead into somebody's own network. */
const PRIVATE =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|arpa|svc|cluster|test|invalid|example)$/;
const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Why nothing may be asked at an address that a person gave, to go on after what it is called ("must be …"); undefined when it may. A public name, over TLS, at the ordinary port: no number in any
 * spelling (URL writes them all the same way), no user, no name of a private network. What a public name leads to, the platform decides: it
 * reaches no private address.
 */
export function publicAddressFault(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null) return "cannot be read as an address";
  if (url.protocol !== "https:") return "must begin with https://";
  if (url.username !== "" || url.password !== "") return "must not name a user";
  if (url.port !== "") return "must be at the ordinary port";
  if (!NAME.test(url.hostname) || PRIVATE.test(url.hostname)) return "must be a public name";
  return undefined;
}
