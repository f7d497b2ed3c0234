import { expect, it } from "vitest";
import { fakeWay } from "./fake-provider.test-kit.ts";
import { followMoves } from "./follow-moves.ts";

const moved = (location: string, status = 301) => new Response(null, { status, headers: { location } });
const HEADERS = { authorization: "Bearer canary", accept: "*/*" };

async function follow(moves: Record<string, string>, status?: number) {
  const { provider, asked } = fakeWay(({ address }) =>
    moves[address] === undefined ? new Response("here") : moved(moves[address], status),
  );
  const response = await followMoves(provider)("https://a.com/feed", { headers: HEADERS });
  return {
    status: response.status,
    asked: asked.map(({ address, headers }) => `${address} ${headers.get("authorization") ?? "-"}`),
  };
}

it.each([301, 302, 303, 307, 308])("follows a %i, also to a path", async (status) => {
  expect(await follow({ "https://a.com/feed": "/new" }, status)).toEqual({
    status: 200,
    asked: ["https://a.com/feed Bearer canary", "https://a.com/new Bearer canary"],
  });
});

it("tells another server nothing that lets us in, nor the first one when it comes back there", async () => {
  const there = { "https://a.com/feed": "https://b.com/feed", "https://b.com/feed": "https://a.com/back" };
  expect((await follow(there)).asked).toEqual([
    "https://a.com/feed Bearer canary",
    "https://b.com/feed -",
    "https://a.com/back -",
  ]);
});

it.each([
  "http://a.com/feed",
  "https://127.0.0.1/",
  "https://[::1]/",
  "https://2130706433/",
  "https://metadata.internal/",
  "https://me:pw@b.com/",
  "https://b.com:8443/",
  "file:///etc/passwd",
  "",
])("does not follow to %j", async (location) => {
  expect(await follow({ "https://a.com/feed": location })).toEqual({
    status: 301,
    asked: ["https://a.com/feed Bearer canary"],
  });
});

it("gives up on what goes round in circles", async () => {
  const { status, asked } = await follow({ "https://a.com/feed": "https://a.com/feed" });
  expect(status).toBe(301);
  expect(asked).toHaveLength(4);
});
