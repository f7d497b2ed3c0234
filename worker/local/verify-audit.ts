import { readFile, rename, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { AUDIT_STORES, type AuditStore, type AuditVerification } from "../../schema/contracts/audit.ts";

/**
 * `npm run audit:verify`: checks the audit logs of a running installation by an API key that may view them. Ends with 0 when every chain
 * holds, with 1 when one does not, with 2 when that could not be found out.
 */
const HELP = `npm run audit:verify -- [--tenant <id>] [--url <origin>] [--heads <file>]

  --tenant  One account. Without it: the key's own and every account below it.
  --url     Where Trellis runs. TRELLIS_URL or http://127.0.0.1:8787 unless given.
  --heads   A file that keeps the newest row of each chain between runs: whatever is missing of it the next time is told.

The key, with the scope viewAudit, is read from TRELLIS_API_KEY.`;

interface Account {
  id: string;
  name: string;
}
/** By account and store: the newest row seen, as `seq:hash`. */
type Heads = Record<string, string>;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: {
        tenant: { type: "string" },
        url: { type: "string", default: process.env["TRELLIS_URL"] ?? "http://127.0.0.1:8787" },
        heads: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return (console.log(HELP), 0);
    const key = process.env["TRELLIS_API_KEY"];
    if (key === undefined || key === "") throw new Error("Give an API key in TRELLIS_API_KEY.");
    const api = <T>(path: string, tenant?: string) => get<T>(new URL(path, values.url), key, tenant);
    const heads = values.heads === undefined ? {} : await readHeads(values.heads);
    let broken = 0;
    for await (const account of accountsOf(api, values.tenant)) {
      for (const store of AUDIT_STORES) if (!(await verify(api, account, store, heads))) broken += 1;
    }
    if (values.heads !== undefined && broken === 0) await writeHeads(values.heads, heads);
    return broken === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

type Api = <T>(path: string, tenant?: string) => Promise<T>;

async function get<T>(url: URL, key: string, tenant: string | undefined): Promise<T> {
  const headers = { authorization: `Bearer ${key}`, ...(tenant === undefined ? {} : { "x-tenant": tenant }) };
  const answer = await fetch(url, { headers });
  const body: unknown = await answer.json();
  if (answer.ok) return body as T;
  const said = (body as { errors?: { message: string }[] }).errors?.[0]?.message ?? "";
  throw new Error(`${url.pathname} answers ${answer.status}: ${said}`);
}

/** The account that was named, or the key's own and, page by page, all below it. */
async function* accountsOf(api: Api, tenant: string | undefined): AsyncGenerator<Account> {
  if (tenant !== undefined) return yield { id: tenant, name: tenant };
  const { tenantId } = await api<AuditVerification>("/api/audit/verification");
  yield { id: tenantId, name: "the key's own account" };
  for (let page: number | null = 1; page !== null;) {
    const { docs, nextPage }: { docs: Account[]; nextPage: number | null } = await api(
      `/api/tenants?limit=100&page=${page}`,
    );
    yield* docs;
    page = nextPage;
  }
}

/** Checks one chain to its end, or to where it breaks, and says so. */
async function verify(api: Api, { id, name }: Account, store: AuditStore, heads: Heads): Promise<boolean> {
  const place = `${id} ${store}`;
  const seen = heads[place] === undefined ? "" : `&seen=${heads[place]}`;
  let rows = 0;
  for (let after = 0; ;) {
    const path = `/api/audit/verification?store=${store}&after=${after}${seen}`;
    const found = await api<AuditVerification>(path, id);
    rows += found.rows;
    if (!found.ok) {
      console.log(`BROKEN  ${name}, ${store} store: row ${found.brokenAt}. ${found.message}`);
      return false;
    }
    if (found.next !== null) {
      after = found.next;
      continue;
    }
    if (rows > 0 || store === "control" || found.unchained > 0)
      console.log(`holds   ${name}, ${store} store: ${words(rows, found)}`);
    if (found.head.seq > 0) heads[place] = `${found.head.seq}:${found.head.hash}`;
    return true;
  }
}

function words(rows: number, { unchained, witness }: AuditVerification): string {
  return [
    `${rows} rows`,
    ...(unchained > 0 ? [`${unchained} from before the chain`] : []),
    ...(witness === null ? [] : [`row ${witness.seq} noted one level up on ${witness.at}`]),
  ].join(", ");
}

async function readHeads(path: string): Promise<Heads> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Heads;
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return {};
    throw error;
  }
}

async function writeHeads(path: string, heads: Heads): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(heads, null, 2)}\n`);
  await rename(`${path}.new`, path);
}
