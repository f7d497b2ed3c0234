import { and, eq } from "drizzle-orm";
import { channelHandlersOf } from "../../../modules/handlers.ts";
import type { ChannelHandlers, TemplateReading } from "../../../modules/module.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { accountIntegrations, templateSyncs } from "../../../schema/data-plane/index.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { type Account, transaction } from "../account.ts";
import { integrationDocument } from "../documents/integration.ts";
import { type SendDeps, sendDeps } from "../sending/deps.ts";
import { isHalted } from "../standing/standing.ts";
import { storeTemplates } from "./store-templates.ts";
import { type DueReading, dueReadings, isUnderWay, READING_LEASE_MS } from "./template-syncs.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How often they are read by themselves; what changes in between, webhooks tell. */
export const READ_EVERY_MS = 24 * HOUR_MS;
/** After a fault that may pass: the first wait, which doubles. */
const FIRST_WAIT_MS = MINUTE_MS;
const WAIT_MAX_MS = 6 * HOUR_MS;
const LOOK_AGAIN_MS = 1_000;

/** Reads the templates of connected numbers from their providers, one number at a time. One per object, for as long as the object lives. */
export interface TemplateReader {
  /** Starts what is due and does not wait for it. Answers when to be called next, ms since the epoch, or undefined when nothing is to be read. */
  turn(): number | undefined;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

export type TemplateDeps = Pick<SendDeps, "openCredentials" | "providerFor"> & {
  handlersOf(module: string): Pick<ChannelHandlers, "listTemplates"> | undefined;
};

/** The reader of one account's templates; `deps` stand for providers and credentials. */
export function createTemplateReader(
  account: Account,
  deps: TemplateDeps = { ...sendDeps(account), handlersOf: channelHandlersOf },
): TemplateReader {
  let underWay: Promise<void> | undefined;
  const has = (module: string): boolean => deps.handlersOf(module)?.listTemplates !== undefined;
  return {
    turn() {
      // Nothing is read while the account is suspended; its end rings.
      if (underWay !== undefined || isHalted(account.db, account.now())) return undefined;
      const [due] = dueReadings(account.db, account.now(), has);
      if (due !== undefined) {
        const startedAt = begin(account, due);
        underWay = carryOut(account, deps, due, startedAt).finally(() => {
          underWay = undefined;
          account.wakeAt(account.now());
        });
        return undefined;
      }
      return nextDueAt(account);
    },
    async idle() {
      await underWay;
    },
  };
}

function nextDueAt({ db, now }: Account): number | undefined {
  const due = db
    .select({ sync: templateSyncs })
    .from(templateSyncs)
    .innerJoin(
      accountIntegrations,
      and(eq(accountIntegrations.id, templateSyncs.integrationId), eq(accountIntegrations.state, "connected")),
    )
    .all()
    .map(({ sync }) => (isUnderWay(sync, now()) ? (sync.startedAt ?? 0) + READING_LEASE_MS : sync.dueAt));
  // What is due has been looked for: should it still be, nothing is won by looking at once.
  return due.length === 0 ? undefined : Math.max(Math.min(...due), now() + LOOK_AGAIN_MS);
}

/** Reading twice does no harm: should this process die, the reading is due again when its lease is over. Answers when it began. */
function begin(account: Account, { integration, sync }: DueReading): number {
  const now = account.now();
  const { id: integrationId, version } = integration;
  const began = { version, startedAt: now, dueAt: now + READING_LEASE_MS };
  transaction(account, actorOf(account), (tx) => {
    if (sync === null)
      tx.db
        .insert(templateSyncs)
        .values({ integrationId, ...began })
        .run();
    else tx.db.update(templateSyncs).set(began).where(eq(templateSyncs.integrationId, integrationId)).run();
    tx.wakeAt(began.dueAt);
  });
  return now;
}

/** From its beginning to its settled outcome. Never rejects. */
async function carryOut(account: Account, deps: TemplateDeps, due: DueReading, startedAt: number): Promise<void> {
  try {
    settle(account, due, startedAt, await read(deps, due));
  } catch (error) {
    const { id } = due.integration;
    console.warn(
      JSON.stringify({ level: "warn", event: "templates_not_read", integrationId: id, reason: reasonOf(error) }),
    );
  }
}

async function read(deps: TemplateDeps, { integration }: DueReading): Promise<TemplateReading> {
  try {
    const list = deps.handlersOf(integration.module)?.listTemplates;
    if (list === undefined) return { kind: "read", templates: [], cut: false };
    return await list(await deps.openCredentials(integration), deps.providerFor(integration));
  } catch {
    const message = "The channel's credentials could not be opened. Enter them again in its settings.";
    return { kind: "failed", error: { code: "credentials_unreadable", message, retryable: true } };
  }
}

function settle(account: Account, { integration }: DueReading, startedAt: number, reading: TemplateReading): void {
  transaction(account, actorOf(account), (tx) => {
    const isOf = eq(templateSyncs.integrationId, integration.id);
    const sync = tx.db.select().from(templateSyncs).where(isOf).limit(1).get();
    const held = tx.db.select().from(accountIntegrations).where(eq(accountIntegrations.id, integration.id)).get();
    // Removed meanwhile, or begun anew by another life: this answer is nobody's any more.
    if (sync === undefined || held === undefined || sync.startedAt !== startedAt) return;
    const now = tx.now;
    // What was told or asked for while the list was being read is read again soon.
    const isAskedAnew = sync.dueAt !== startedAt + READING_LEASE_MS;
    if (reading.kind === "read") {
      const { cut, templates } = reading;
      storeTemplates(tx, integration, templates, { startedAt, cut });
      const dueAt = isAskedAnew ? sync.dueAt : now + READ_EVERY_MS;
      tx.db
        .update(templateSyncs)
        .set({ endedAt: now, syncedAt: now, dueAt, failures: 0, error: null, cut })
        .where(isOf)
        .run();
    } else {
      const failures = sync.failures + 1;
      const waitMs =
        reading.kind === "retry"
          ? Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20), WAIT_MAX_MS)
          : READ_EVERY_MS;
      tx.db
        .update(templateSyncs)
        .set({ endedAt: now, dueAt: now + waitMs, failures, error: reading.error })
        .where(isOf)
        .run();
    }
    // Screens that show them ask anew.
    tx.change("integration", "updated", held.id, integrationDocument(held));
  });
}

function actorOf({ tenantId }: Account): SystemActor {
  return { kind: "system", tenantId, via: "templates" };
}
