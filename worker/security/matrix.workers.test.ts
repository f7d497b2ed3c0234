import { describe, expect, test } from "vitest";
import { ROUTES } from "../app.ts";
import { call, revive } from "./cast.test-kit.ts";
import { nameOf, sampleOf } from "./samples.test-kit.ts";
import { SUB_ACCOUNTS, cast, records, guarded, onTenants, renew, codes, prepareMatrix } from "./matrix.test-kit.ts";

prepareMatrix();

test("there are routes, and each is declared", () => {
  expect(ROUTES.length).toBeGreaterThan(40);
  for (const route of ROUTES) expect(route.policy.kind, nameOf(route)).toBeTypeOf("string");
});

describe("no route serves a stranger", () => {
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    for (const place of SUB_ACCOUNTS) {
      const { path, options } = sampleOf(route, records[place]);
      for (const tenant of [undefined, cast.tenants[place].id]) {
        const answer = await call(path, { ...options, tenant });
        expect([answer.status, await codes(answer)]).toEqual([401, ["unauthenticated"]]);
      }
    }
  });
});

describe("a valid request is valid", () => {
  // Without this, a route could refuse every sample for its form and never come to the question whose it is.
  const REFUSED_IN_SAMPLE: Record<string, number> = {
    "POST /api/integrations": 409,
    // It was stopped.
    "POST /api/concierge/sessions/:id/messages": 409,
    "POST /api/concierge/sessions/:id/forms/:formId": 409,
    "POST /api/concierge/sessions/:id/approvals/:approvalId": 409,
    "POST /api/concierge/sessions/:id/modules/:slug": 409,
    "POST /api/concierge/sessions/:id/steer": 409,
    "POST /api/concierge/sessions/:id/relays": 409,
    // Its plan includes it, and nobody asked.
    "POST /api/modules/:slug/request": 409,
    "DELETE /api/modules/:slug/request": 409,
    "PUT /api/tenants/:id/modules/:slug/decision": 409,
    "DELETE /api/tenants/:id/suspension": 409,
    "DELETE /api/tenants/:id/cancellation": 409,
    "PUT /api/tenants/:id/restoration": 409,
    // An agency does not decide it for its client.
    "PUT /api/impersonations/consent": 403,
    // It is not deleted, and it stands there already.
    "POST /api/tenants/:id/purge": 409,
    // It is not on trial.
    "PUT /api/tenants/:id/trial": 409,
    "PUT /api/tenants/:id/parent": 409,
    // Nobody has looked at the preview.
    "POST /api/contacts/:id/merges": 409,
    "POST /api/conversations/:conversationId/messages/:messageId/retry": 409,
    "PUT /api/conversations/:conversationId/messages/:messageId/reaction": 409,
    "DELETE /api/conversations/:conversationId/messages/:messageId/reaction": 409,
  };
  test.each(onTenants.map((route) => [nameOf(route), route] as const))("%s", async (name, route) => {
    const { path, options } = sampleOf(route, records.alder);
    const on = route.policy.kind === "onTenant" ? route.policy.on : ["subaccount"];
    const place = on.includes("subaccount") ? "alder" : on.includes("agency") ? "north" : "platform";
    const who = place === "platform" ? "platform_admin" : "agency_admin";
    const answer = await call(path, { ...options, token: cast.people[who].token, tenant: cast.tenants[place].id });
    const want = REFUSED_IN_SAMPLE[name];
    expect(
      want === undefined ? answer.status < 300 : answer.status === want,
      `${answer.status} ${JSON.stringify(await codes(answer))}`,
    ).toBe(true);
    if (route.policy.kind === "overPathTenant") await revive(cast, cast.tenants.alder.id);
    if (route.method === "DELETE") await renew("alder", route);
  });
});
