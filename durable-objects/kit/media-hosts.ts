/** Where files may be fetched from. */
export interface AllowedHosts {
  /** Names of the provider's own: exact, or with a leading dot every name below it. */
  hosts: readonly string[];
  /** An origin the operator has configured as the provider's; trusted as it is, whatever it is. */
  origin: string;
}

/**
 * Why nothing may be fetched from this address; undefined when it may. An allow-list of names is the whole rule: no address in any spelling
 * is on it, and neither is a port, a user or another scheme, so nothing private is reached however it is written.
 */
export function mediaUrlFault(address: string, { hosts, origin }: AllowedHosts): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return "The file's address cannot be read.";
  }
  if (url.username !== "" || url.password !== "") return "The file's address names a user.";
  if (url.origin === origin) return undefined;
  if (url.protocol !== "https:" || url.port !== "") return "The file's address is no ordinary HTTPS address.";
  const name = url.hostname;
  const isAllowed = hosts.some((host) => (host.startsWith(".") ? name.endsWith(host) && name !== host : name === host));
  return isAllowed ? undefined : "The file's address is not one of the provider's own.";
}
