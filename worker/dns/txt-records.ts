import { z } from "zod";
import { sandboxRecords } from "../directory/sandbox-dns.ts";
import type { Env } from "../env.ts";

/** What DNS says of a name: its TXT records, none of them where the name is not there; or that nobody could be asked. */
export type TxtAnswer = { kind: "answered"; values: readonly string[] } | { kind: "unreachable" };

const RESOLVER = "https://cloudflare-dns.com/dns-query";
const TIMEOUT_MS = 8_000;
const RECORDS_MAX = 100;

/** Whether the sandbox stands in for the world's DNS: in test mode, where no other resolver is named. */
export function isSandboxDns(env: Pick<Env, "TRELLIS_SANDBOX" | "DNS_URL">): boolean {
  return env.TRELLIS_SANDBOX === "1" && !env.DNS_URL;
}

/** The TXT records of a name, from `DNS_URL`, else Cloudflare's resolver; in test mode from the sandbox's own. Never throws. */
export async function txtRecords(env: Env, name: string): Promise<TxtAnswer> {
  if (isSandboxDns(env)) return { kind: "answered", values: await sandboxRecords(env, name) };
  try {
    const url = new URL(env.DNS_URL || RESOLVER);
    url.search = String(new URLSearchParams({ name, type: "TXT" }));
    const answer = await fetch(url, {
      headers: { accept: "application/dns-json" },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const read = DnsJson.safeParse(answer.ok ? await answer.json() : undefined);
    if (!read.success || !ANSWERED.has(read.data.Status)) return { kind: "unreachable" };
    const records = (read.data.Answer ?? []).filter(({ type }) => type === TXT).slice(0, RECORDS_MAX);
    return { kind: "answered", values: records.map(({ data }) => textOf(data)) };
  } catch {
    return { kind: "unreachable" };
  }
}

/** https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/ */
const DnsJson = z.object({
  Status: z.number(),
  Answer: z.array(z.object({ type: z.number(), data: z.string() })).optional(),
});
const TXT = 16;
/** NOERROR, and NXDOMAIN: that a name is not there is an answer. Whatever else is a fault on the way. */
const ANSWERED = new Set([0, 3]);

/** A record is written as quoted strings of up to 255 bytes, which belong together. */
function textOf(data: string): string {
  const parts = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part = ""]) => part.replaceAll(/\\(.)/g, "$1"));
  return parts.length === 0 ? data : parts.join("");
}
