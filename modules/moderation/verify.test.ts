import { expect, it } from "vitest";
import { fakeWay } from "../http/fake-provider.test-kit.ts";
import { moderationHandlers } from "./handlers.ts";

it("is connected at once, says that nobody was asked, and asks nobody", async () => {
  const { provider, asked } = fakeWay(() => undefined);
  expect(await moderationHandlers.verify({}, provider, 0)).toEqual({
    health: { ok: true, checkedAt: "1970-01-01T00:00:00.000Z" },
    proven: [],
    details: { provider: "None: nobody is asked" },
  });
  expect(asked).toEqual([]);
});
