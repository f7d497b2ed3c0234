import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import { Hono } from "hono";

/**
 * The floor: the least a Worker with one object a tenant can do for the same answers. No session, no tenant check, no validation, no
 * audit, no timeline. What Trellis costs is told as a ratio to this, in the same run.
 */
interface FloorEnv {
  BARE: DurableObjectNamespace<Bare>;
}

const app = new Hono<{ Bindings: FloorEnv }>();
const bare = (env: FloorEnv, tenant: string): DurableObjectStub<Bare> => env.BARE.getByName(tenant);
app.get("/api/health", (c) => c.json({ ok: true }));
app.post("/t/:tenant/fill", async (c) =>
  c.json(await bare(c.env, c.req.param("tenant")).fill(Number(c.req.query("n")))),
);
app.get("/t/:tenant/leads", async (c) => c.json(await bare(c.env, c.req.param("tenant")).list(50)));
app.get("/t/:tenant/leads/:id", async (c) => c.json(await bare(c.env, c.req.param("tenant")).one(c.req.param("id"))));
app.post("/t/:tenant/leads", async (c) =>
  c.json(await bare(c.env, c.req.param("tenant")).create(await c.req.json()), 201),
);
app.patch("/t/:tenant/leads/:id", async (c) =>
  c.json(await bare(c.env, c.req.param("tenant")).patch(c.req.param("id"), await c.req.json())),
);
app.post("/t/:tenant/append", async (c) => c.json(await bare(c.env, c.req.param("tenant")).append(await c.req.text())));
app.get("/t/:tenant/live", (c) => bare(c.env, c.req.param("tenant")).fetch(c.req.raw));

export class Direct extends WorkerEntrypoint<FloorEnv> {
  override fetch(request: Request): Response | Promise<Response> {
    return app.fetch(request, this.env, this.ctx);
  }
}
export default { fetch: app.fetch };

const COLUMNS =
  "id, name, email, phone, stage, source, owner, company, tags, created_at AS createdAt, updated_at AS updatedAt";

export class Bare extends DurableObject<FloorEnv> {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: FloorEnv) {
    super(ctx, env);
    this.#sql
      .exec(`CREATE TABLE IF NOT EXISTS leads (id TEXT PRIMARY KEY, name TEXT, email TEXT, phone TEXT, stage TEXT, source TEXT, owner TEXT, company TEXT, tags TEXT,
      created_at INTEGER, updated_at INTEGER)`);
    this.#sql.exec("CREATE INDEX IF NOT EXISTS leads_stage ON leads (stage, created_at, id)");
    this.#sql.exec("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT)");
  }

  fill(n: number): string[] {
    const ids: string[] = [];
    for (let i = 0; i < n; i++)
      ids.push(this.create({ name: `Lead ${i}`, email: `lead${i}@mail.example` }).id as string);
    return ids;
  }

  list(limit: number): { docs: unknown[]; totalDocs: number } {
    const docs = this.#sql
      .exec(`SELECT ${COLUMNS} FROM leads WHERE stage = 'lead' ORDER BY created_at DESC, id DESC LIMIT ?`, limit)
      .toArray();
    const { n } = this.#sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM leads WHERE stage = 'lead'").one();
    return { docs, totalDocs: n };
  }

  one(id: string): Record<string, SqlStorageValue> {
    return this.#sql.exec(`SELECT ${COLUMNS} FROM leads WHERE id = ?`, id).one();
  }

  create(lead: { name: string; email?: string }): Record<string, SqlStorageValue> {
    const now = Date.now();
    return this.#sql
      .exec(
        `INSERT INTO leads VALUES (?, ?, ?, NULL, 'lead', NULL, NULL, NULL, '[]', ?, ?) RETURNING ${COLUMNS}`,
        crypto.randomUUID(),
        lead.name,
        lead.email ?? null,
        now,
        now,
      )
      .one();
  }

  patch(id: string, change: { company: string }): Record<string, SqlStorageValue> {
    return this.#sql
      .exec(
        `UPDATE leads SET company = ?, updated_at = ? WHERE id = ? RETURNING ${COLUMNS}`,
        change.company,
        Date.now(),
        id,
      )
      .one();
  }

  append(body: string): { seq: number } {
    const { id } = this.#sql.exec<{ id: number }>("INSERT INTO rows (body) VALUES (?) RETURNING id", body).one();
    const frame = JSON.stringify({ seq: id, body });
    for (const socket of this.ctx.getWebSockets()) socket.send(frame);
    return { seq: id };
  }

  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }
}
