import { type Actor, requireSystem } from "../../../schema/actor.ts";
import { agency } from "../../stubs.ts";
import type { Account } from "../account.ts";
import { type AccountFigures, measureAccount } from "./measure-account.ts";

/** What changes is gathered so long before the agency hears of it, and it hears at most so often. */
export const REPORT_AFTER_MS = 1_000;

/** Tells the roll-up of the account's agency how it does, apart from every write and never in its way. */
export interface Reporter {
  /** Something here may be different: the alarm will look. Costs a write at most where no alarm is set for the next second. */
  noticed(): void;
  /** Reports to this agency from now on, beginning with how the account does now. Throws `forbidden` to any person. */
  reportTo(actor: Actor, input: { agencyId: string }): void;
  /** Looks, and tells what is not yet known to be known. Answers when to look again. */
  turn(): Promise<number | undefined>;
}

/**
 * A report has a number that rises with every change, is stored before it leaves and told again until it has been taken: one that comes twice
 * or late changes nothing over there.
 */
export function createReporter(account: Account): Reporter {
  const { storage } = account;
  let held = readHeld(storage);
  let notBefore = 0;
  const hold = (next: Held): void => {
    storage.sql.exec(HOLD, JSON.stringify(next));
    held = next;
  };
  return {
    noticed() {
      if (held.agencyId !== null) account.wakeAt(account.now() + REPORT_AFTER_MS);
    },
    reportTo(actor, { agencyId }) {
      requireSystem(actor);
      hold({ ...held, agencyId, taken: 0 });
      notBefore = 0;
      account.wakeAt(account.now());
    },
    async turn() {
      const { agencyId } = held;
      if (agencyId === null) return undefined;
      if (account.now() < notBefore) return notBefore;
      const figures = measureAccount(storage);
      if (!isSame(figures, held.figures)) hold({ ...held, figures, version: held.version + 1 });
      const { version, taken } = held;
      if (taken === version) return undefined;
      notBefore = account.now() + REPORT_AFTER_MS;
      const reports = [{ id: account.tenantId, version, ...figures }];
      await agency(account.env, agencyId).takeReports(
        { kind: "system", tenantId: agencyId, via: "control-plane" },
        { reports },
      );
      // Meanwhile it may have been moved to another agency, which has heard nothing yet.
      if (held.agencyId === agencyId && held.taken < version) hold({ ...held, taken: version });
      return undefined;
    },
  };
}

interface Held {
  /** Null until the control plane has said. */
  agencyId: string | null;
  version: number;
  /** The newest version the agency is known to have. */
  taken: number;
  figures: AccountFigures | null;
}

const HOLD =
  "INSERT INTO meta (key, value) VALUES ('report', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

function readHeld({ sql }: DurableObjectStorage): Held {
  const found = sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'report'").toArray()[0];
  return found === undefined
    ? { agencyId: null, version: 0, taken: 0, figures: null }
    : (JSON.parse(found.value) as Held);
}

function isSame(now: AccountFigures, before: AccountFigures | null): boolean {
  return before !== null && (Object.keys(now) as (keyof AccountFigures)[]).every((name) => now[name] === before[name]);
}
