import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./state-folder.ts";
import { startProduct } from "./testing/product.ts";

const ADMIN = { email: "you@example.com", password: "a long password" };

test(
  "the commands find, and mend where it can be, what was changed under the product's feet",
  { timeout: 180_000 },
  async () => {
    const state = mkdtempSync(join(tmpdir(), "trellis-audit-"));
    const start = (given: Record<string, string> = {}) =>
      startProduct({
        ...given,
        TRELLIS_STATE: state,
        TRELLIS_SEED: "0",
        TRELLIS_ADMIN_EMAIL: ADMIN.email,
        TRELLIS_ADMIN_PASSWORD: ADMIN.password,
      });
    let product = await start();
    try {
      const { token } = await post<{ token: string }>(`${product.url}/api/users/login`, ADMIN);
      const agency = { type: "agency", name: "Oak & Co", slug: "oak-and-co" };
      const { doc: oak } = await post<{ doc: { id: string } }>(`${product.url}/api/tenants`, agency, token);
      const scopes = ["viewSettings", "viewAudit", "manageTenants"];
      const { key } = await post<{ key: string }>(`${product.url}/api/keys`, { name: "Auditor", scopes }, token);
      const heads = join(state, "heads.json");
      const whole = await verify(product.url, key, heads);
      expect(whole.code, whole.text).toBe(0);
      expect(whole.text).toMatch(/^holds {3}the key's own account, control store: \d+ rows/);

      await product.stop();
      changeRow(state);
      spoilRollUps(state);
      product = await start();
      const broken = await verify(product.url, key, heads);
      expect(broken.code, broken.text).toBe(1);
      expect(broken.text).toMatch(/BROKEN {2}the key's own account, control store: row 2\./);
      expect((await verify(product.url, "trl_none", heads)).code).toBe(2);

      const listed = async (): Promise<string[]> => {
        const answer = await fetch(`${product.url}/api/accounts`, { headers: { authorization: `Bearer ${key}` } });
        return ((await answer.json()) as { docs: { name: string }[] }).docs.map(({ name }) => name);
      };
      expect(await listed()).toEqual(["Spoilt"]);
      const rebuilt = await run("rebuild-roll-ups.ts", ["--url", product.url], key);
      expect(rebuilt.code, rebuilt.text).toBe(0);
      expect(rebuilt.text).toContain("All told.");
      expect(await listed()).toEqual(["Oak & Co"]);
      expect((await run("rebuild-roll-ups.ts", ["--url", product.url], "trl_none")).code).toBe(2);

      const client = { type: "subaccount", name: "Fern", slug: "fern", parent: oak.id };
      const { doc: fern } = await post<{ doc: { id: string } }>(`${product.url}/api/tenants`, client, token);
      const installs = `${product.url}/api/integrations?tenant=${fern.id}`;
      const install = { module: "whatsapp", sandbox: true };
      const { doc: whatsapp } = await post<{ doc: { id: string } }>(installs, install, token);
      const turn = () => run("rotate-vault-key.ts", ["--url", product.url], key);
      const before = JSON.parse(readFileSync(join(state, "variables.json"), "utf8")) as { VAULT_KEYS: string };
      const fresh = { fresh: Buffer.alloc(32, 7).toString("base64") };
      await product.stop();
      product = await start({ VAULT_KEYS: JSON.stringify({ ...(JSON.parse(before.VAULT_KEYS) as object), ...fresh }) });
      const turned = await turn();
      expect(turned.code, turned.text).toBe(0);
      expect(turned.text).toMatch(/^pass 1: \d+ sealed anew under fresh, 0 were\npass 2: 0 sealed anew/);
      expect(turned.text).toMatch(/VAULT_KEYS may go without: local-[0-9a-f]{6}\n$/);

      await product.stop();
      product = await start({ VAULT_KEYS: JSON.stringify(fresh) });
      expect((await turn()).text).toContain("sealed under fresh, the only key there is.");
      const checks = `${product.url}/api/integrations/${whatsapp.id}/verification?tenant=${fern.id}`;
      const { doc: checked } = await post<{ doc: { health: { ok: boolean } } }>(checks, {}, token);
      expect(checked.health.ok).toBe(true);

      // Without the key that sealed them, they are named one by one.
      await product.stop();
      product = await start({ VAULT_KEYS: before.VAULT_KEYS });
      const lost = await turn();
      expect(lost.code, lost.text).toBe(1);
      expect(lost.text).toContain(`NO KEY OPENS  ${fern.id}: whatsapp accessToken. It has to be entered anew.`);
      expect(lost.text).toContain(`NO KEY OPENS  ${fern.id}: the copy of ${whatsapp.id}.`);
    } finally {
      await product.stop();
      rmSync(state, { recursive: true, force: true });
    }
  },
);

async function post<T>(url: string, body: object, token?: string): Promise<T> {
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.ok, `${url}: ${answer.status}`).toBe(true);
  return (await answer.json()) as T;
}

function verify(url: string, key: string, heads: string): Promise<{ code: number; text: string }> {
  return run("verify-audit.ts", ["--url", url, "--heads", heads], key);
}

function run(script: string, given: string[], key: string): Promise<{ code: number; text: string }> {
  const args = [join(REPOSITORY, "worker/local", script), ...given];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, TRELLIS_API_KEY: key } }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

/** Whoever has the file of the database can take its triggers away. */
function changeRow(state: string): void {
  const changed = inDatabasesWith(state, "audit_witnesses", (database) => {
    database.exec("DROP TRIGGER audit_no_update");
    return database.prepare("UPDATE audit SET actor_name = 'Eve' WHERE seq = 2").run().changes;
  });
  expect(changed.reduce((sum: number, count) => sum + Number(count), 0)).toBeGreaterThan(0);
}

/** A list of accounts that says of each what it is not, in a version nobody will ever reach. */
function spoilRollUps(state: string): void {
  const changed = inDatabasesWith(
    state,
    "account_parts",
    (database) => database.prepare("UPDATE accounts SET name = 'Spoilt', listing_version = 900").run().changes,
  );
  expect(changed.reduce((sum: number, count) => sum + Number(count), 0)).toBeGreaterThan(0);
}

/** What `work` answers of each database that has a table of this name. */
function inDatabasesWith<T>(state: string, table: string, work: (database: DatabaseSync) => T): T[] {
  return globSync(join(state, "**/*.sqlite")).flatMap((file) => {
    const database = new DatabaseSync(file);
    try {
      const has = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(table) !== undefined;
      return has ? [work(database)] : [];
    } finally {
      database.close();
    }
  });
}
