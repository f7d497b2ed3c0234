import { LOGO_TYPES } from "../../../schema/contracts/branding.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Env } from "../../env.ts";
import { logoKey } from "./worn.ts";

/**
 * A logo, for anybody: sign-in pages and mail show it. It is served so that a browser takes it for a picture and nothing else, and for ever,
 * since its address changes with it. Throws `not_found`.
 */
export async function serveLogo(env: Pick<Env, "MEDIA">, tenantId: string, logoId: string): Promise<Response> {
  // The parts of the address are ids: nothing in them leads elsewhere in the bucket.
  const found = ID.test(tenantId) && ID.test(logoId) ? await env.MEDIA.get(logoKey(tenantId, logoId)) : null;
  const type = LOGO_TYPES.find((known) => known === found?.httpMetadata?.contentType);
  if (found === null || type === undefined) throw new TrellisError("not_found");
  return new Response(found.body, {
    headers: {
      "content-type": type,
      "content-length": String(found.size),
      "content-disposition": "inline",
      "content-security-policy": "sandbox; default-src 'none'",
      // Mail programs in a browser show it in pages of their own.
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}

const ID = /^[a-z]{3}_[0-9a-z]{26}$/;
