import type { Page } from "playwright-core";
import { expect } from "vitest";

/** A request as the page itself would send it: with its cookies and its origin. Fails unless the answer is a success. */
export async function callApi<T>(
  page: Page,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { tenant, body }: { tenant?: string; body?: unknown } = {},
): Promise<T> {
  const [cookie] = await page.context().cookies();
  expect(cookie, "a signed-in person").toBeDefined();
  const origin = new URL((await page.request.get("/api/health")).url()).origin;
  const answer = await page.request.fetch(`/api${path}`, {
    method,
    headers: { origin, ...(tenant === undefined ? {} : { "x-tenant": tenant }) },
    ...(body === undefined ? {} : { data: body }),
  });
  const text = await answer.text();
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
