import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { noteSocket } from "../../directory/sessions.ts";
import { call, makeCast, type Person, signIn } from "../../security/cast.test-kit.ts";
import { forgetOldSessions } from "./forget-old.ts";

const DAY = 86_400_000;
const count = (table: string) => env.DB.prepare(`SELECT count(*) AS n FROM ${table} /* test */`).first<number>("n");

test("forgets sessions thirty days after their end, with their sockets, and no other", async () => {
  const { people, tenants } = await makeCast();
  const person: Person = people.subaccount_member;
  const token = await signIn(person);
  const now = Date.now();
  await env.DB.batch(
    Array.from({ length: 200 }, (_, i) =>
      env.DB.prepare(
        "INSERT INTO sessions (id, user_id, generation, rotated_at, created_at, expires_at) VALUES (?, ?, 1, 1, 1, ?)",
      ).bind(`ses_old${i}`, person.id, i < 195 ? now - 31 * DAY : now - 29 * DAY),
    ),
  );
  await env.DB.prepare("INSERT INTO session_sockets (session_id, tenant_id, opened_at) VALUES ('ses_old1', ?, 1)")
    .bind(tenants.alder.id)
    .run();
  const open = await env.DB.prepare("SELECT id FROM sessions WHERE user_id = ? ORDER BY created_at DESC LIMIT 1")
    .bind(person.id)
    .first<string>("id");
  await noteSocket(env, open ?? "", tenants.alder.id, now);
  const before = (await count("sessions")) ?? 0;
  await forgetOldSessions(env, now);
  expect(await count("sessions")).toBe(before - 195);
  expect(await count("session_sockets")).toBe(1);
  expect((await call("/api/users/me", { token })).status).toBe(200);
});
