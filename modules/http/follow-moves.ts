import { publicAddressFault } from "../../schema/public-address.ts";
import type { ProviderFetch } from "../module.ts";

/** Pages and feeds move; who moves more often goes round in circles. */
const MOST_MOVES = 3;

/**
 * The same way, following where a page that a person named has moved to: only to public addresses, and without the header that lets us in
 * once another server is asked. What may not be followed is given back as it came. For requests without a body.
 */
export function followMoves(provider: ProviderFetch): ProviderFetch {
  return async (address, init) => {
    let at = address;
    let headers = new Headers(init?.headers);
    for (let moves = 0; ; moves++) {
      const response = await provider(at, { ...init, headers });
      const next = movedTo(response, at);
      if (next === undefined || moves === MOST_MOVES) return response;
      await response.body?.cancel();
      if (URL.parse(next)?.origin !== URL.parse(at)?.origin) {
        headers = new Headers(headers);
        headers.delete("authorization");
      }
      at = next;
    }
  };
}

const MOVED: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function movedTo({ status, headers }: Response, from: string): string | undefined {
  const location = headers.get("location") ?? "";
  if (!MOVED.has(status) || location === "") return undefined;
  const next = URL.parse(location, from)?.href;
  return next === undefined || publicAddressFault(next) !== undefined ? undefined : next;
}
