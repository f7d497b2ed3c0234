import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { publicAddressFault } from "../../schema/public-address.ts";
import type { ObjectsEnv } from "../env.ts";
import { HOSTILE_URLS } from "./hostile-urls.test-kit.ts";
import { providerOf } from "./provider.ts";

const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    asked.push(new Request(input).url);
    return new Response();
  });
});
afterEach(() => vi.restoreAllMocks());

describe("the way to a provider", () => {
  it.each([
    ["a path", {}, "/bot1:x/getMe?a=%2F", "https://api.telegram.org/bot1:x/getMe?a=%2F"],
    ["a whole address", {}, "https://api.telegram.org/x", "https://api.telegram.org/x"],
    ["a path with another server", { TELEGRAM_API_URL: "http://127.0.0.1:9/tg/" }, "/x?y", "http://127.0.0.1:9/tg/x?y"],
    ["a whole one with another server", { TELEGRAM_API_URL: "http://t" }, "https://api.telegram.org/x", "http://t/x"],
    ["a path that looks like a host", {}, "//evil.com/x", "https://api.telegram.org//evil.com/x"],
  ])("leads %s to the provider", async (_what, variables, address, place) => {
    await way("telegram", variables)(address);
    expect(asked).toEqual([place]);
  });

  it.each([
    ["another's address", "telegram", "https://evil.com/x"],
    ["a name that only ends alike", "telegram", "https://notapi.telegram.org/x"],
    ["a user before the host", "telegram", "https://u@api.telegram.org/x"],
    ["another port", "telegram", "https://api.telegram.org:444/x"],
    ["no TLS", "telegram", "http://api.telegram.org/x"],
    ["no address", "telegram", "telegram"],
    ["a module nobody knows", "nobody", "https://api.telegram.org/x"],
  ])("leads nowhere with %s", async (_what, module, address) => {
    await expect(way(module)(address)).rejects.toThrow(/asked/);
    expect(asked).toEqual([]);
  });

  it("leads to addresses that people give where the module asks at them, and only to public ones", async () => {
    await way("webhooks")("https://hooks.zapier.com/hooks/catch/1/a?b");
    expect(asked.splice(0)).toEqual(["https://hooks.zapier.com/hooks/catch/1/a?b"]);
    for (const address of HOSTILE_URLS) await way("webhooks")(address).catch(() => undefined);
    // What is left are public names: where those lead, the platform judges.
    expect(asked.filter((address) => publicAddressFault(address) !== undefined)).toEqual([]);
    await expect(way("webhooks")("https://10.0.0.1/x")).rejects.toThrow("webhooks asked at an address that must be");
    await expect(way("webhooks")("/x")).rejects.toThrow(/asked at what is no address/);
  });
});

function way(module: string, variables: Partial<ObjectsEnv> = {}) {
  return providerOf(variables as ObjectsEnv, { integrationId: "int_1", module, sandbox: false });
}
