import type { Mutant } from "./mutant.ts";

const ROLL_UP = "durable-objects/agency/agency.workers.test.ts";
const DOORS = "worker/routes/accounts.workers.test.ts";

/** What accounts report, and who hears of it. */
export const ROLL_UP_MUTANTS: readonly Mutant[] = [
  {
    name: "roll-ups: a report that comes late is taken",
    file: "durable-objects/agency/reports/take-reports.ts",
    from: " AND report_version < ?2 RETURNING",
    to: " RETURNING",
    project: "workers",
    tests: [ROLL_UP],
    only: "a report counts once",
  },
  {
    name: "roll-ups: an older word of the control plane is taken",
    file: "durable-objects/agency/listing/list-account.ts",
    from: "held !== undefined && held.version > version",
    to: "held === null",
    project: "workers",
    tests: [ROLL_UP],
    only: "the newest version stands",
  },
  {
    name: "roll-ups: figures are shown to whoever sees only what is assigned to them",
    file: "durable-objects/agency/reading/list-accounts.ts",
    from: ' && !(actor.kind === "user" && actor.assignedOnly === true)',
    to: "",
    project: "workers",
    tests: [ROLL_UP],
    only: "tells nobody how an account does",
  },
  {
    name: "roll-ups: a person given single clients hears of all",
    file: "durable-objects/agency/live/tell-sockets.ts",
    from: "return (id) => reached.get(id);",
    to: "return (id) => reached.get(id) ?? true;",
    project: "workers",
    tests: [DOORS],
    only: "everyone hears of what they reach",
  },
  {
    name: "roll-ups: badges of whatever is asked for",
    file: "worker/services/accounts/badges.ts",
    from: "sightOn(looker, tenant)?.figures === true",
    to: "sightOn(looker, tenant)?.figures !== false",
    project: "workers",
    tests: [DOORS],
    only: "badges are of accounts",
  },
  {
    name: "roll-ups: an account that moved stays in the old list",
    file: "worker/services/accounts/tell-listing.ts",
    from: " || agencyId !== over.id)",
    to: ")",
    project: "workers",
    tests: [DOORS],
    only: "making, renaming",
  },
  {
    name: "roll-ups: no index for one of the orders",
    file: "durable-objects/agency/migrations.ts",
    from: "CREATE INDEX accounts_by_unread ON accounts (type, unread DESC,",
    to: "CREATE INDEX accounts_by_unread ON accounts (status, unread DESC,",
    project: "workers",
    tests: [ROLL_UP],
    only: "walks an index",
  },
];
