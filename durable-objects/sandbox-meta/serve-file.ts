import { hex } from "../../schema/hex.ts";
import { fileById, fileKey } from "./files.ts";
import { graphError } from "./graph-error.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";

/** How long an address of a file is good: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#retrieve-media-url */
const ADDRESS_LIVES_MS = 5 * 60_000;
const HOST = "https://lookaside.fbsbx.com";

/** An address at which Meta's file server has a file for the next five minutes. `open` ones need no token, as Instagram's need none. */
export async function fileAddress(
  { now }: Sandbox,
  number: SandboxNumber,
  id: string,
  { open }: { open: boolean },
): Promise<string> {
  const until = String(now() + ADDRESS_LIVES_MS);
  const path = open ? "/ig_messaging_cdn/" : "/whatsapp_business/attachments/";
  return `${HOST}${path}?mid=${id}&ext=${until}&hash=${await seal(number, id, until)}`;
}

/** Answers for Meta's file server; undefined when the request is for something else. */
export async function serveFile(
  sandbox: Sandbox,
  number: SandboxNumber,
  request: Request,
): Promise<Response | undefined> {
  const { origin, pathname, searchParams } = new URL(request.url);
  if (origin !== HOST) return undefined;
  const isOpen = pathname === "/ig_messaging_cdn/";
  if (!isOpen && request.headers.get("authorization") !== `Bearer ${number.credentials.accessToken}`)
    return graphError(190, "Invalid OAuth access token - Cannot parse access token");
  const [id, until, hash] = [searchParams.get("mid") ?? "", searchParams.get("ext") ?? "", searchParams.get("hash")];
  const isGood = hash === (await seal(number, id, until)) && sandbox.now() < Number(until);
  const row = isGood ? fileById(sandbox, id) : undefined;
  const object = row === undefined ? null : await sandbox.bucket.get(fileKey(number, id));
  if (row === undefined || object === null) return new Response("Not Found", { status: 404 });
  return new Response(object.body, { headers: { "content-type": row.mime_type } });
}

async function seal({ credentials }: SandboxNumber, id: string, until: string): Promise<string> {
  const said = new TextEncoder().encode(`${credentials.appSecret} ${id} ${until}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", said));
  return hex(digest.subarray(0, 12));
}
