import { parseArgs } from "node:util";
import type { Rewrapped } from "../../schema/contracts/vault.ts";

/**
 * `npm run vault:rotate-key`: has a running installation seal every secret anew under the master key that VAULT_KEYS lists last. Ends with 0
 * when the older keys are needed no more, with 1 when something could not be sealed anew, with 2 when that could not be found out.
 */
const HELP = `npm run vault:rotate-key -- [--url <origin>]

Put the new key last in VAULT_KEYS and start or deploy with it first (docs/operations.md). May be cut off and run again at any time.

  --url  Where Trellis runs. TRELLIS_URL or http://127.0.0.1:8787 unless given.

The key, with the scope manageTenants on the platform, is read from TRELLIS_API_KEY.`;

/** A server that is being deployed is away for a moment. */
const TRIES = 6;
const PAUSE_MS = 2_000;
/** Whoever still ran with the old key during a deployment may have sealed with it: passes go on until one finds nothing. */
const PASSES = 5;

type Pass = Pick<Rewrapped, "key" | "olderKeys" | "rewrapped" | "current" | "unreadable" | "failed">;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: "string", default: process.env["TRELLIS_URL"] ?? "http://127.0.0.1:8787" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return (console.log(HELP), 0);
    const key = process.env["TRELLIS_API_KEY"];
    if (key === undefined || key === "") throw new Error("Give an API key in TRELLIS_API_KEY.");
    const url = new URL("/api/vault/rewrap", values.url);
    for (let n = 1; n <= PASSES; n += 1) {
      const done = await pass(url, key);
      console.log(`pass ${n}: ${count(done.rewrapped)} sealed anew under ${done.key}, ${count(done.current)} were`);
      if (done.rewrapped > 0) continue;
      return report(done);
    }
    throw new Error("Something goes on sealing with an older key: is the new VAULT_KEYS everywhere?");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

async function pass(url: URL, key: string): Promise<Pass> {
  const sum: Pass = { key: "", olderKeys: [], rewrapped: 0, current: 0, unreadable: [], failed: [] };
  for (let after: string | null | undefined; after !== null;) {
    const done = await ask(url, key, after === undefined ? {} : { after });
    sum.key = done.key;
    sum.olderKeys = done.olderKeys;
    sum.rewrapped += done.rewrapped;
    sum.current += done.current;
    sum.unreadable.push(...done.unreadable);
    sum.failed.push(...done.failed);
    after = done.next;
  }
  return sum;
}

/** What a pass that found nothing to do says of the older keys. */
function report({ key, olderKeys, unreadable, failed }: Pass): number {
  for (const { owner, at } of unreadable) console.log(`NO KEY OPENS  ${owner}: ${at}. It has to be entered anew.`);
  for (const { account, reason } of failed) console.log(`NOT REACHED   ${account}: ${reason}`);
  if (failed.length > 0) {
    console.log("Run it again: until every account was reached, keep the older keys.");
    return 1;
  }
  console.log(
    olderKeys.length === 0
      ? `Everything is sealed under ${key}, the only key there is.`
      : `Everything that opens is sealed under ${key}. VAULT_KEYS may go without: ${olderKeys.join(", ")}`,
  );
  return unreadable.length === 0 ? 0 : 1;
}

async function ask(url: URL, key: string, body: { after?: string }): Promise<Rewrapped> {
  for (let tried = 1; ; tried += 1) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch((error: unknown) => String(error));
    if (typeof answer !== "string" && answer.ok) return (await answer.json()) as Rewrapped;
    const isOver = typeof answer !== "string" && answer.status < 500 && answer.status !== 429;
    if (isOver || tried === TRIES) throw new Error(`${url.pathname} ${await wordsOf(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function wordsOf(answer: Response | string): Promise<string> {
  if (typeof answer === "string") return `does not answer: ${answer}`;
  const said = (await answer.json().catch(() => ({}))) as { errors?: { message: string }[] };
  return `answers ${answer.status}: ${said.errors?.[0]?.message ?? ""}`;
}

function count(values: number): string {
  return values.toLocaleString("en");
}
