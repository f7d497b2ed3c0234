import { beforeAll, describe, expect, test } from "vitest";
import { call, keyTo, revive } from "./cast.test-kit.ts";
import { nameOf } from "./samples.test-kit.ts";
import {
  PLACES,
  cast,
  guarded,
  renew,
  type Standing,
  KEYS,
  expectedOfKey,
  outcome,
  codes,
  sampleAt,
  isSubAccount,
  prepareMatrix,
} from "./matrix.test-kit.ts";

prepareMatrix();

describe("each API key gets what it may and no more", () => {
  const tokens = {} as Record<keyof typeof KEYS, string>;
  beforeAll(async () => {
    for (const [name, { home, capabilities }] of Object.entries(KEYS) as [keyof typeof KEYS, (typeof KEYS)["agency"]][])
      tokens[name] = await keyTo(cast.tenants[home].id, capabilities, cast.people.agency_admin.id);
  });

  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    for (const [name, key] of Object.entries(KEYS) as [keyof typeof KEYS, Standing][]) {
      for (const place of PLACES) {
        const want = expectedOfKey(route, key, place);
        const sample = await sampleAt(route, cast.people.agency_admin, place);
        const answer = await call(sample.path, {
          ...sample.options,
          token: tokens[name],
          tenant: cast.tenants[place].id,
        });
        const said = await codes(answer);
        expect(outcome(answer.status, said), `${name} at ${place}: ${answer.status} ${said.join()}`).toBe(want);
        if (route.policy.kind === "overPathTenant" && want === "served") await revive(cast, cast.tenants[place].id);
        if (want === "served" && route.method === "DELETE" && isSubAccount(place)) await renew(place, route);
      }
    }
  });
});
