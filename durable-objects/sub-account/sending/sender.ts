import type { SendOutcome } from "../../../modules/module.ts";
import type { OutboxRow } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import { type Claim, claimDue, dueIntegrations } from "./claim.ts";
import { type SendDeps, sendDeps } from "./deps.ts";
import { expireOld } from "./expire.ts";
import { FAULT_PAUSE_MS, LOOK_AGAIN_MS, RUN_MAX_MS, SENDS_AT_ONCE } from "./limits.ts";
import { OpenedCredentials } from "./opened-credentials.ts";
import { outgoingOf } from "./outgoing.ts";
import { nextDueAt } from "./next-due.ts";
import { recover } from "./recover.ts";
import { settle } from "./settle.ts";

/** The outbox of one account, at work. One per object, for as long as the object lives. */
export interface Sender {
  /** Once, when the object starts, before any `drain`. */
  recover(): number;
  /**
   * Sends what is due and waits until nothing is under way. Answers when to be called next, ms since the epoch, or undefined when nothing
   * waits. May be called at any time, also while it runs: calls share the work. Never throws.
   */
  drain(): Promise<number | undefined>;
}

/** The steps of a send, apart so that a test can put a broken one in their place. */
export interface SendSteps {
  claimDue: typeof claimDue;
  settle: typeof settle;
  recover: typeof recover;
}

/**
 * Sends an account's outbox: claim, commit, call the provider, settle. At most one provider call is ever made for a claim, and a claim whose
 * outcome nobody learnt is not made again, so a crash anywhere costs certainty, never a double.
 */
export function createSender(
  account: Account,
  deps: SendDeps = sendDeps(account),
  steps: SendSteps = { claimDue, settle, recover },
): Sender {
  const underWay = new Set<Promise<void>>();

  const start = (claim: Claim): void => {
    const send = carryOut(account, deps, steps, claim).finally(() => underWay.delete(send));
    underWay.add(send);
  };

  const turn = async (opened: OpenedCredentials): Promise<void> => {
    expireOld(account);
    await opened.open(dueIntegrations(account), (error, { id }) =>
      logFault("outbox_credentials_unreadable", error, { integrationId: id }),
    );
    const claims = steps.claimDue(account, deps, opened, SENDS_AT_ONCE - underWay.size);
    for (const claim of claims) start(claim);
  };

  return {
    recover: () => steps.recover(account),
    async drain() {
      const until = account.now() + RUN_MAX_MS;
      const opened = new OpenedCredentials(deps);
      try {
        for (;;) {
          if (account.now() < until) await turn(opened);
          if (underWay.size === 0) return nextDueAt(account);
          // A conversation is not held up by another's slow send: what has become due meanwhile starts beside it.
          await firstOf(underWay, LOOK_AGAIN_MS);
        }
      } catch (error) {
        logFault("outbox_run_failed", error);
        await Promise.all(underWay);
        return account.now() + FAULT_PAUSE_MS;
      }
    },
  };
}

/** Waits until one of them has ended, or `ms` have passed. None of them rejects. */
async function firstOf(sends: Iterable<Promise<void>>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([...sends, passed]);
  clearTimeout(timer);
}

/** From a committed claim to its settled outcome. Never rejects. */
async function carryOut(account: Account, deps: SendDeps, steps: SendSteps, claim: Claim): Promise<void> {
  const outcome = await outcomeOf(account, deps, claim);
  try {
    steps.settle(account, claim.row, outcome);
  } catch (error) {
    logFault("outbox_settle_failed", error, claim.row);
    leaveUnknown(account, steps, claim.row);
  }
}

async function outcomeOf(account: Account, deps: SendDeps, claim: Claim): Promise<SendOutcome> {
  const { row, integration, credentials } = claim;
  const handlers = deps.handlersOf(integration.module);
  if (handlers === undefined) return failed("no_module", "This version has no module for this channel.");
  if (credentials === undefined) {
    return failed(
      "credentials_unreadable",
      "The channel's credentials could not be opened. Enter them again in its settings.",
    );
  }
  try {
    return await handlers.send(outgoingOf(account, claim), credentials, deps.providerFor(integration));
  } catch (error) {
    // A module's send does not throw. Should one, the call may have been made.
    logFault("outbox_send_threw", error, row);
    return {
      kind: "unknown",
      error: { code: "threw", message: "Sending broke off. It may or may not have been delivered.", retryable: true },
    };
  }
}

/** The outcome was lost on our side, which is the same as lost on the way. */
function leaveUnknown(account: Account, steps: SendSteps, row: OutboxRow): void {
  try {
    steps.settle(account, row, {
      kind: "unknown",
      error: {
        code: "not_recorded",
        message: "The result of sending could not be stored. It may or may not have been delivered.",
        retryable: true,
      },
    });
  } catch (error) {
    // The row stays `sending`; the next start of the object makes it unknown.
    logFault("outbox_settle_failed", error, row);
  }
}

function failed(code: string, message: string): SendOutcome {
  return { kind: "failed", error: { code, message, retryable: true } };
}

/** Names and ids only: a message of an error may quote what was sent. */
function logFault(event: string, error: unknown, about: { messageId?: string; integrationId?: string } = {}): void {
  const name = error instanceof Error ? error.name : "thrown";
  const { messageId, integrationId } = about;
  console.error(JSON.stringify({ level: "error", event, name, messageId, integrationId }));
}
