import { execFile } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./state-folder.ts";
import { startProduct } from "./testing/product.ts";

const ADMIN = { email: "you@example.com", password: "a long password" };

test("the command finds what was changed under the product's feet", { timeout: 180_000 }, async () => {
  const state = mkdtempSync(join(tmpdir(), "trellis-audit-"));
  const start = () =>
    startProduct({
      TRELLIS_STATE: state,
      TRELLIS_SEED: "0",
      TRELLIS_ADMIN_EMAIL: ADMIN.email,
      TRELLIS_ADMIN_PASSWORD: ADMIN.password,
    });
  let product = await start();
  try {
    const { token } = await post<{ token: string }>(`${product.url}/api/users/login`, ADMIN);
    const scopes = ["viewSettings", "viewAudit"];
    const { key } = await post<{ key: string }>(`${product.url}/api/keys`, { name: "Auditor", scopes }, token);
    const heads = join(state, "heads.json");
    const whole = await verify(product.url, key, heads);
    expect(whole.code, whole.text).toBe(0);
    expect(whole.text).toMatch(/^holds {3}the key's own account, control store: \d+ rows/);

    await product.stop();
    changeRow(state);
    product = await start();
    const broken = await verify(product.url, key, heads);
    expect(broken.code, broken.text).toBe(1);
    expect(broken.text).toMatch(/BROKEN {2}the key's own account, control store: row 2\./);
    expect((await verify(product.url, "trl_none", heads)).code).toBe(2);
  } finally {
    await product.stop();
    rmSync(state, { recursive: true, force: true });
  }
});

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
  const args = [join(REPOSITORY, "worker/local/verify-audit.ts"), "--url", url, "--heads", heads];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, TRELLIS_API_KEY: key } }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

/** Whoever has the file of the database can take its triggers away. */
function changeRow(state: string): void {
  const files = globSync(join(state, "**/*.sqlite"));
  const changed = files.map((file) => {
    const database = new DatabaseSync(file);
    try {
      const isControlPlane =
        database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'audit_witnesses'").get() !== undefined;
      if (!isControlPlane) return 0;
      database.exec("DROP TRIGGER audit_no_update");
      return database.prepare("UPDATE audit SET actor_name = 'Eve' WHERE seq = 2").run().changes;
    } finally {
      database.close();
    }
  });
  expect(changed.reduce((sum: number, count) => sum + Number(count), 0)).toBeGreaterThan(0);
}
