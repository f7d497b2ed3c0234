import type { Env } from "../../env.ts";
import { answerBuiltIn, builtInIssuer } from "../sandbox/oidc/built-in.ts";
import { publicAddressFault } from "../../../schema/public-address.ts";

const TIMEOUT_MS = 10_000;
/** Many times what the largest of these documents takes. */
const ANSWER_MAX_BYTES = 256 * 1024;

/** What oauth4webapi hands to the function that is to fetch. */
interface Ask {
  method: string;
  headers: Record<string, string>;
  body?: URLSearchParams | undefined | null;
}

/**
 * Asks a provider: only at a public address, for so long and so much, following no redirect. The built-in provider of test mode is asked
 * without a connection. Throws for all else.
 */
export function providerFetch(env: Env, origin: string) {
  const builtIn = builtInIssuer(env, origin);
  return async (address: string, { method, headers, body }: Ask): Promise<Response> => {
    const init = { method, headers, ...(body ? { body: body.toString() } : {}) };
    if (builtIn !== undefined && address.startsWith(`${builtIn}/`))
      return answerBuiltIn(env, origin, new Request(address, init));
    const fault = publicAddressFault(address);
    if (fault !== undefined) throw new Error(`The provider's address ${fault}.`);
    const answer = await fetch(address, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return bounded(answer);
  };
}

async function bounded(answer: Response): Promise<Response> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.byteLength;
    if (size > ANSWER_MAX_BYTES) throw new Error("The provider answers more than it may.");
    parts.push(part);
  }
  const { status, headers } = answer;
  return new Response([101, 204, 205, 304].includes(status) ? null : await new Blob(parts).bytes(), {
    status,
    headers,
  });
}
