import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { letterTo } from "../../mail/letter-to.test-kit.ts";
import { call, makeCast, ORIGIN, PASSWORD } from "../../security/cast.test-kit.ts";

vi.setConfig({ testTimeout: 60_000 });

test("a person is told of a device they were never seen on, and of no other", async () => {
  const { people } = await makeCast();
  const { email, id, home } = people.subaccount_member;
  const notices = async () => {
    const found = env.DB.prepare(
      "SELECT count(*) AS n FROM mails WHERE to_address = ? AND kind = 'new_device' /* test */",
    );
    return (await found.bind(email).first<number>("n")) ?? 0;
  };
  const signIn = async (agent: string, ip: string, device = "") => {
    const headers = { "user-agent": agent, "cf-connecting-ip": ip, ...(device === "" ? {} : { cookie: device }) };
    const answer = await call("/api/users/login", { method: "POST", body: { email, password: PASSWORD }, headers });
    expect(answer.status).toBe(200);
    // What is told is told after the answer.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return /__Host-trellis-device=[^;]+/.exec(answer.headers.get("set-cookie") ?? "")?.[0] ?? "";
  };

  // Nobody was seen before: there is nothing to compare with.
  await env.DB.prepare("DELETE FROM sessions WHERE user_id = ?").bind(id).run();
  const laptop = await signIn("Laptop", "203.0.113.5");
  expect(laptop).not.toBe("");
  expect(await notices()).toBe(0);
  // The same program from the same network, without the cookie; the same browser on the road.
  await signIn("Laptop", "203.0.113.5");
  await signIn("Laptop 2", "198.51.100.7", laptop);
  expect(await notices()).toBe(0);
  // Another network alone is enough, as is another program; a cookie that nobody signed is none.
  await signIn("Laptop", "192.0.2.9");
  await expect.poll(notices).toBe(1);
  const { text } = await letterTo(email, "new_device");
  expect(text).toContain("Laptop, from 192.0.2.9");
  expect(text).toContain(`${ORIGIN}/a/${home}/settings/security`);
  await signIn("Phone", "203.0.113.5", `${laptop}x`);
  await expect.poll(notices).toBe(2);
});
