import type { EntryOf } from "../../../schema/concierge/entries.ts";
import type { ConciergeSession, ModuleProgress } from "../../../schema/contracts/concierge.ts";

const AT = "2026-11-20T08:00:00.000Z";

/** A session of a client, active and waiting, with what is given laid over it. */
export function sessionOf(given: Partial<ConciergeSession>): ConciergeSession {
  const modules = given.progress?.modules ?? [];
  return {
    id: "cgs_1",
    account: { id: "ten_1", name: "Casa Lumen" },
    state: "active",
    activity: "waiting",
    stopped: null,
    driver: "guided",
    driverReason: "No key for Claude is connected.",
    occasion: "first_run",
    startedBy: { id: "usr_1", name: "Ines Duarte" },
    holder: { id: "usr_1", name: "Ines Duarte" },
    progress: { live: modules.filter(({ state }) => state === "live").length, total: modules.length, modules },
    usage: {
      turns: 0,
      inputTokens: 0,
      outputTokens: 0,
      cost: { micros: 0, currency: "USD" },
      paidBy: null,
      caps: { turns: 200, tokens: 2_000_000, cost: { micros: 5_000_000, currency: "USD" } },
    },
    fleet: null,
    createdAt: AT,
    updatedAt: AT,
    seq: 0,
    entries: [],
    ...given,
  };
}

/** How far one module of it is. */
export function progressOf(given: Partial<ModuleProgress>): ModuleProgress {
  return {
    slug: "mail",
    name: "E-mail",
    icon: "email",
    summary: "Send from your own address.",
    state: "waiting",
    reason: null,
    fix: null,
    integration: null,
    ...given,
  };
}

/** Words of the concierge. */
export function message(given: Partial<EntryOf<"message">>): EntryOf<"message"> {
  return {
    id: "cge_1",
    seq: 1,
    at: AT,
    kind: "message",
    from: "concierge",
    author: null,
    driver: "guided",
    text: "Hello",
    state: "done",
    removed: 0,
    ...given,
  };
}

/** An open form with one secret and one open field. */
export function form(given: Partial<EntryOf<"form">>): EntryOf<"form"> {
  return {
    id: "cge_2",
    seq: 2,
    at: AT,
    kind: "form",
    module: { slug: "mail", name: "E-mail", icon: "email" },
    text: "Send from your own address.",
    fields: [
      {
        kind: "email",
        name: "sender",
        label: "Sender",
        help: "Who it is from.",
        required: true,
        sharing: "perAccount",
      },
      { kind: "secret", name: "key", label: "API key", help: "From their page.", required: true, sharing: "shareable" },
    ],
    rules: [],
    settings: [],
    values: {},
    faults: {},
    sandbox: false,
    state: "open",
    stored: {},
    by: null,
    ...given,
  };
}
