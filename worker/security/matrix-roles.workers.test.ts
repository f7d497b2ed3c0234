import { describe, expect, test } from "vitest";
import { call, type Cast, type Person, revive, signIn } from "./cast.test-kit.ts";
import { nameOf } from "./samples.test-kit.ts";
import {
  cast,
  guarded,
  renew,
  standingOf,
  expected,
  placesOf,
  GUESSED,
  outcome,
  codes,
  sampleAt,
  isSubAccount,
  prepareMatrix,
} from "./matrix.test-kit.ts";

prepareMatrix();

describe("each role gets what it may and no more", () => {
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    for (const [who, person] of Object.entries(cast.people) as [keyof Cast["people"], Person][]) {
      for (const place of placesOf(route, person)) {
        const want = expected(route, standingOf(who), place);
        const sample = await sampleAt(route, person, place);
        // Some of them end the session they are called with.
        const token = route.policy.kind === "signedIn" ? await signIn(person) : person.token;
        const answer = await call(sample.path, { ...sample.options, token, tenant: cast.tenants[place].id });
        const said = await codes(answer);
        const got = answer.status === GUESSED[nameOf(route)] ? "served" : outcome(answer.status, said);
        expect(got, `${who} at ${place}: ${answer.status} ${said.join()}`).toBe(want);
        // What this took away is made anew for those that come after.
        if (route.path.startsWith("/api/users/")) person.token = await signIn(person);
        if (route.policy.kind === "overPathTenant" && want === "served") await revive(cast, cast.tenants[place].id);
        if (want === "served" && route.method === "DELETE" && isSubAccount(place)) await renew(place, route);
      }
    }
  });
});
