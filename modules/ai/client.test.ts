import { APIError } from "@anthropic-ai/sdk";
import { expect, it } from "vitest";
import { claudeClient } from "./client.ts";

it("follows no redirect: the key and the words of customers go to Claude's own address or nowhere", async () => {
  const asked: [string, RequestInit | undefined][] = [];
  const client = claudeClient("sk-canary", async (path, init) => {
    asked.push([path, init]);
    return new Response(null, { status: 302, headers: { location: "https://evil.test/" } });
  });
  await expect(client.models.list()).rejects.toThrow(APIError);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject(["/v1/models", { redirect: "manual" }]);
});
