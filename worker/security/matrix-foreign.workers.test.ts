import { describe, expect, test } from "vitest";
import { call, type Cast } from "./cast.test-kit.ts";
import { type Ids, missingIds } from "./records.test-kit.ts";
import { kindsIn, nameOf, sampleOf } from "./samples.test-kit.ts";
import { cast, records, onTenants, REACH, prepareMatrix } from "./matrix.test-kit.ts";

prepareMatrix();

describe("a foreign id answers as one that nothing has", () => {
  const callers: (keyof Cast["people"])[] = ["agency_admin", "subaccount_admin", "subaccount_viewer"];

  test.each(onTenants.map((route) => [nameOf(route), route] as const))("as active tenant: %s", async (_name, route) => {
    for (const who of callers) {
      for (const how of ["header", "query"] as const) {
        const send = async (tenant: string) => {
          const { path, options } = sampleOf(route, records.alder);
          const named = how === "header" ? path : `${path}${path.includes("?") ? "&" : "?"}tenant=${tenant}`;
          return facts(
            await call(named, { ...options, token: cast.people[who].token, ...(how === "header" ? { tenant } : {}) }),
          );
        };
        const nobodys = await send(missingIds().tenant);
        expect(nobodys.status).toBe(404);
        for (const foreign of [cast.tenants.cedar.id, cast.tenants.south.id, cast.tenants.platform.id])
          expect(await send(foreign)).toEqual(nobodys);
      }
    }
  });

  // Every place in path, query and body where a request names a record, one by one.
  test.each(onTenants.map((route) => [nameOf(route), route] as const))("in a request: %s", async (_name, route) => {
    const missing = missingIds();
    for (const kind of kindsIn(route, records.alder)) {
      for (const who of callers) {
        const send = async (id: string) => {
          const { path, options } = sampleOf(route, { ...records.alder, [kind]: id });
          return facts(await call(path, { ...options, token: cast.people[who].token, tenant: cast.tenants.alder.id }));
        };
        // The agency's admin may see birch as well, and yet not from within alder.
        const owners = (["birch", "cedar"] as const).filter((owner) => !reachable(kind, who, owner));
        if (owners.length === 0) continue;
        const nobodys = await send(missing[kind]);
        for (const owner of owners) {
          const theirs = await send(records[owner][kind]);
          expect(theirs, `${kind} of ${owner}, by ${who}`).toEqual(nobodys);
          expect(theirs.text).not.toContain(`secret-of-${owner}`);
        }
      }
    }
  });

  /** Tenants are named outright, and people of birch's agency are alder's as well: those are not foreign. */
  function reachable(kind: keyof Ids, who: keyof Cast["people"], owner: "birch" | "cedar"): boolean {
    if (kind === "tenant") return REACH[who].includes(owner);
    return (kind === "agency" || kind === "user" || kind === "viewed") && owner === "birch";
  }
});

const NEW_IN_EACH: ReadonlySet<string> = new Set(["x-request-id", "date", "ratelimit"]);

/** All of an answer that a client can see, but for what is new in every one. */
async function facts(answer: Response): Promise<{ status: number; headers: [string, string][]; text: string }> {
  answer.webSocket?.accept();
  answer.webSocket?.close();
  const headers = [...answer.headers].filter(([name]) => !NEW_IN_EACH.has(name));
  const text = (await answer.text()).replaceAll(/req_[0-9a-z]{26}/g, "req").replaceAll(/msg_[0-9a-z]{26}/g, "msg");
  return { status: answer.status, headers: headers.sort(), text };
}
