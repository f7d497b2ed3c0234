import { parseArgs } from "node:util";
import type { Rebuilding } from "../../schema/contracts/accounts.ts";

/**
 * `npm run agency:rebuild`: has a running installation fill its roll-ups anew from what the accounts hold, by a key of the platform that may
 * manage accounts. Ends with 0 when all has been told, with 2 when that could not be found out.
 */
const HELP = `npm run agency:rebuild -- [--agency <id>] [--url <origin>]

  --agency  One agency's roll-up. Without it: every agency's, and the platform's.
  --url     Where Trellis runs. TRELLIS_URL or http://127.0.0.1:8787 unless given.

The key, with the scope manageTenants on the platform, is read from TRELLIS_API_KEY.`;

const POLL_MS = 1_000;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: {
        agency: { type: "string" },
        url: { type: "string", default: process.env["TRELLIS_URL"] ?? "http://127.0.0.1:8787" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return (console.log(HELP), 0);
    const key = process.env["TRELLIS_API_KEY"];
    if (key === undefined || key === "") throw new Error("Give an API key in TRELLIS_API_KEY.");
    const url = new URL("/api/accounts/rebuild", values.url);
    let { waiting } = await ask(url, key, values.agency === undefined ? {} : { agency: values.agency });
    while (waiting > 0) {
      console.log(`${waiting.toLocaleString("en")} left`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      ({ waiting } = await ask(url, key));
    }
    console.log("All told.");
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

/** Begins with a body, asks how much is left without. */
async function ask(url: URL, key: string, body?: { agency?: string }): Promise<Rebuilding> {
  const answer = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = await answer.json();
  if (answer.ok) return said as Rebuilding;
  const message = (said as { errors?: { message: string }[] }).errors?.[0]?.message ?? "";
  throw new Error(`${url.pathname} answers ${answer.status}: ${message}`);
}
