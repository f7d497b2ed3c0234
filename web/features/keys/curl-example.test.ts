import { expect, test } from "vitest";
import { curlExample } from "./curl-example.ts";

test("the example is a request that the key may make, on the account it is for", () => {
  const client = { id: "ten_1", type: "subaccount" } as const;
  expect(curlExample("https://app.test", client, ["viewLeads"])).toBe(
    'curl https://app.test/api/contacts \\\n  -H "Authorization: Bearer $TRELLIS_API_KEY" \\\n  -H "X-Tenant: ten_1"',
  );
  expect(curlExample("https://app.test", client, ["viewAudit"])).toContain("/api/audit ");
  expect(curlExample("https://app.test", { id: "ten_2", type: "agency" }, ["viewLeads"])).toContain("/api/agents ");
  expect(curlExample("https://app.test", client, ["sendMessages"])).toContain("/api/health ");
});
