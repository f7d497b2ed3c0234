import { TrellisError } from "../../../schema/errors.ts";

/** The site passkeys are made for. One works at no other host, which is what makes it worthless to a page that only looks like ours. */
export interface RelyingParty {
  id: string;
  name: string;
  /** Where its pages are, e.g. https://app.example.com. */
  origin: string;
}

/** The site of an origin. Throws `conflict` at a bare address, for which browsers make no passkeys. */
export function relyingParty(origin: string): RelyingParty {
  const { hostname } = new URL(origin);
  if (isAddress(hostname))
    throw new TrellisError("conflict", {
      message: "Passkeys need an address with a name. Open Trellis by its name, on your own machine as localhost.",
    });
  return { id: hostname, name: "Trellis", origin };
}

/** Whether a host is an IP address: browsers write IPv4 in four decimals and IPv6 in brackets. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}
