/** A part of the code, the tests that speak of it, and how many of 100 mutants those must notice. */
export interface Area {
  name: string;
  mutate: readonly string[];
  project: "unit" | "workers";
  tests: readonly string[];
  target: number;
  /** How many lines of 100 a run tries. */
  share: number;
  /** The tests need no control plane: without its migrations a run takes a third. */
  bare?: true;
}

/** What is scored; every area has its own target. */
export const AREAS: readonly Area[] = [
  {
    name: "auth: tokens and keys",
    mutate: ["worker/middleware/session-token.ts", "worker/middleware/read-key.ts"],
    project: "workers",
    tests: ["worker/middleware/session-token.workers.test.ts", "worker/middleware/read-key.workers.test.ts"],
    target: 90,
    share: 40,
  },
  {
    name: "auth: sessions",
    mutate: ["worker/middleware/principal.ts", "worker/services/sessions/*.ts", "!**/*.test.ts"],
    project: "workers",
    tests: ["worker/middleware/principal.workers.test.ts", "worker/services/sessions/*.workers.test.ts"],
    target: 90,
    share: 12,
  },
  {
    name: "auth: origin",
    mutate: ["worker/middleware/origin.ts"],
    project: "unit",
    tests: ["worker/middleware/origin.test.ts"],
    target: 90,
    share: 100,
  },
  {
    name: "auth: passwords",
    mutate: ["durable-objects/sign-in-guard/back-off.ts", "durable-objects/sign-in-guard/password-hash.ts"],
    project: "unit",
    tests: ["durable-objects/sign-in-guard/*.test.ts"],
    target: 90,
    share: 100,
  },
  {
    name: "tenancy: reach",
    mutate: ["worker/middleware/active-tenant.ts", "worker/services/tenants/access.ts", "schema/standing.ts"],
    project: "unit",
    tests: [
      "worker/middleware/active-tenant.test.ts",
      "worker/services/tenants/access.test.ts",
      "schema/standing.test.ts",
    ],
    target: 90,
    share: 60,
  },
  {
    name: "tenancy: scoped database",
    mutate: ["worker/db/scoped.ts"],
    project: "workers",
    tests: ["worker/db/scoped.workers.test.ts"],
    target: 90,
    share: 10,
  },
  {
    name: "vault",
    mutate: ["durable-objects/kit/vault.ts"],
    project: "workers",
    tests: ["durable-objects/kit/vault.workers.test.ts"],
    target: 90,
    share: 15,
    bare: true,
  },
  // Each part with its own file of tests: a mutant then costs one start of the worker, not four.
  ...(
    [
      ["batches and notices", ["ingest", "keep-notice"], "ingest"],
      ["messages", ["store-message", "record-referral", "run"], "store-message"],
      ["files", ["store-attachments", "fill-placeholder"], "store-attachments"],
      ["echoes and statuses", ["adopt-echo", "apply-status"], "adopt-echo"],
    ] as const
  ).map(([part, files, tests]) => ({
    name: `ingest: ${part}`,
    mutate: files.map((file) => `durable-objects/sub-account/ingest/${file}.ts`),
    project: "workers" as const,
    tests: [`durable-objects/sub-account/ingest/${tests}.workers.test.ts`],
    target: 90,
    share: 12,
    bare: true as const,
  })),
  {
    name: "query language",
    mutate: ["schema/collections/{coerce,operators,parse-query,parse-where,query-string}.ts"],
    project: "unit",
    tests: ["schema/collections/*.test.ts"],
    target: 75,
    share: 20,
  },
  {
    name: "search",
    mutate: ["durable-objects/kit/match-text.ts", "durable-objects/sub-account/search/search-texts.ts"],
    project: "unit",
    tests: ["durable-objects/kit/match-text.test.ts", "durable-objects/sub-account/search/*.test.ts"],
    target: 75,
    share: 100,
  },
  {
    name: "webhooks of WhatsApp",
    mutate: ["modules/whatsapp/inbound/*.ts", "modules/meta/signature.ts", "!**/*.test.ts", "!**/*.test-kit.ts"],
    project: "unit",
    tests: [
      "modules/whatsapp/inbound/*.test.ts",
      "modules/whatsapp/samples/*.test.ts",
      "modules/meta/*.test.ts",
      "modules/channel-conformance.test.ts",
    ],
    target: 75,
    share: 5,
  },
];
