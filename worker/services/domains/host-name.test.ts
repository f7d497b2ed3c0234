import { describe, expect, test } from "vitest";
import { DomainName } from "../../../schema/contracts/domains.ts";
import type { DomainRow } from "../../../schema/control-plane/index.ts";
import { afterCheck, MISSING_MAX_MS, PENDING_MAX_MS } from "./after-check.ts";
import { accountOrigin, readHostName } from "./host-name.ts";

const LOCAL = {};
const LIVE = { APP_ORIGIN: "https://app.example.com" };
const OWN_BASE = { APP_ORIGIN: "https://app.example.com", APP_DOMAIN: "Trellis.Site" };

test.each<[object, string, object]>([
  [LOCAL, "localhost", { kind: "installation" }],
  [LOCAL, "127.0.0.1", { kind: "installation" }],
  [LOCAL, "[::1]", { kind: "installation" }],
  [LOCAL, "acme.localhost", { kind: "slug", slug: "acme" }],
  [LOCAL, "acme.localhost.", { kind: "slug", slug: "acme" }],
  [LOCAL, "crm.acme.com", { kind: "domain", domain: "crm.acme.com" }],
  [LIVE, "app.example.com", { kind: "installation" }],
  [LIVE, "acme.app.example.com", { kind: "slug", slug: "acme" }],
  // Nobody's: no slug has a dot.
  [LIVE, "a.b.app.example.com", { kind: "slug", slug: "a.b" }],
  [LIVE, "evilapp.example.com", { kind: "domain", domain: "evilapp.example.com" }],
  [LIVE, "acme.localhost", { kind: "domain", domain: "acme.localhost" }],
  [OWN_BASE, "app.example.com", { kind: "installation" }],
  [OWN_BASE, "trellis.site", { kind: "installation" }],
  [OWN_BASE, "acme.trellis.site", { kind: "slug", slug: "acme" }],
])("%o: %s is %o", (env, host, name) => {
  expect(readHostName(env, host)).toEqual(name);
});

test("an account's address has the scheme and port of the installation's", () => {
  expect(accountOrigin(LOCAL, "http://127.0.0.1:8787/api", "acme")).toBe("http://acme.localhost:8787");
  expect(accountOrigin(LIVE, "http://10.0.0.1/", "acme")).toBe("https://acme.app.example.com");
  expect(accountOrigin(OWN_BASE, "http://10.0.0.1/", "acme")).toBe("https://acme.trellis.site");
});

test.each([
  ["CRM.Acme.com.", "crm.acme.com"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["a-b.co", "a-b.co"],
])("%s is the domain %s", (given, domain) => expect(DomainName.parse(given)).toBe(domain));

test.each([
  "acme",
  "http://acme.com",
  "acme.com/x",
  "acme.com:80",
  "a@acme.com",
  "-a.com",
  "10.0.0.1",
  "a..com",
  "",
  "*.acme.com",
  `${"a".repeat(64)}.com`,
])("%s is none", (given) => expect(DomainName.safeParse(given).success).toBe(false));

describe("after a look", () => {
  const DAY = 24 * 60 * 60_000;
  const pending: DomainRow = {
    id: "dom_1",
    tenantId: "ten_1",
    use: "site",
    domain: "crm.acme.com",
    status: "pending",
    reason: null,
    checkedAt: null,
    dueAt: 0,
    verifiedAt: null,
    missingSince: null,
    joinRole: null,
    joinBy: null,
    createdAt: 0,
    updatedAt: 0,
  };
  const verified: DomainRow = { ...pending, status: "verified", verifiedAt: 5 };

  test("found, it is verified, and looked at once a day", () => {
    expect(afterCheck(pending, "found", 7)).toMatchObject({ status: "verified", verifiedAt: 7, dueAt: 7 + DAY });
    expect(afterCheck({ ...verified, missingSince: 6 }, "found", 7)).toMatchObject({
      verifiedAt: 5,
      missingSince: null,
    });
    expect(afterCheck({ ...pending, status: "failed" }, "found", 7)).toMatchObject({
      status: "verified",
      verifiedAt: 7,
    });
  });

  test("missing, it waits a week for its proof, less and less often", () => {
    const waits = [0, DAY, 3 * DAY].map((now) => (afterCheck(pending, "missing", now).dueAt ?? 0) - now);
    expect(waits).toEqual([5 * 60_000, 6 * 60 * 60_000, 6 * 60 * 60_000]);
    expect(afterCheck(pending, "missing", PENDING_MAX_MS - 1).status).toBe("pending");
    expect(afterCheck(pending, "missing", PENDING_MAX_MS)).toMatchObject({ status: "failed", dueAt: null });
  });

  test("gone, it stays verified for three days and is lost then", () => {
    const gone = afterCheck(verified, "missing", 10);
    expect(gone).toMatchObject({ status: "verified", missingSince: 10 });
    const later = { ...verified, ...gone };
    expect(afterCheck(later, "missing", 10 + MISSING_MAX_MS - 1)).toMatchObject({
      status: "verified",
      missingSince: 10,
    });
    expect(afterCheck(later, "missing", 10 + MISSING_MAX_MS)).toMatchObject({ status: "failed", dueAt: null });
  });

  test("nobody could be asked: what is proved stays so, however long, and what was not is given up; each is asked less and less often", () => {
    expect(afterCheck({ ...verified, missingSince: 6 }, "unreachable", 99 * DAY)).toMatchObject({
      status: "verified",
      missingSince: 6,
      dueAt: 99.25 * DAY,
    });
    const last = pending.createdAt + PENDING_MAX_MS;
    expect(afterCheck(pending, "unreachable", last - 1)).toMatchObject({ status: "pending" });
    expect(afterCheck(pending, "unreachable", last)).toMatchObject({ status: "failed", dueAt: null });
  });
});
