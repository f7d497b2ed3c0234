import { authorOf, requireCapability } from "../../../schema/actor.ts";
import type { DecideModuleRequest, ModuleRequest } from "../../../schema/contracts/module-access.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { putGrant } from "../../db/module-grants.ts";
import { mustChange } from "../../db/scoped.ts";
import { requestOf, settleRequest } from "../../directory/module-requests.ts";
import type { Ctx } from "../ctx.ts";
import { watchOffered } from "../concierge/watch-offered.ts";
import { offerOfModule } from "../modules/offers.ts";
import { childOf, logOf } from "../tenants/life/child.ts";
import { mailsOfDecision } from "./letters.ts";
import { moduleRequestDocument } from "./list-requests.ts";
import { sourceOf } from "./source.ts";

/**
 * Approves what an account right below the active one asks for, which grants it the module, or declines it with a reason; in one batch with the
 * rows in both logs and the mails back. Throws `forbidden`, `not_found`, `conflict` (nothing waits, or the module is offered no more).
 */
export async function decideModuleRequest(
  over: Ctx,
  accountId: string,
  slug: string,
  input: DecideModuleRequest,
): Promise<ModuleRequest> {
  requireCapability(over.actor, "manageModules");
  const account = await childOf(over, accountId);
  const request = await requestOf(over.env, account.id, slug);
  if (account.deletedAt !== null) throw new TrellisError("not_found");
  const settled = new TrellisError("conflict", { message: "Nothing waits to be decided here. Load the list again." });
  if (request?.open !== true) throw settled;
  const offer = await offerOfModule(over.env, slug);
  const approves = input.decision === "approve";
  if (approves && (offer === undefined || offer.hidden))
    throw new TrellisError("conflict", { message: "This module is no longer offered. Decline the request." });

  const author = authorOf(over.actor);
  const set = {
    state: approves ? "approved" : "declined",
    reason: input.decision === "decline" ? input.reason : null,
    decidedByName: author.name,
    decidedAt: over.now,
  } as const;
  const db = logOf(over, account.id);
  const source = await sourceOf(over);
  const grant = { module: slug, source, grantedBy: author.id, grantedByName: author.name, grantedAt: over.now };
  const module = offer?.manifest.name ?? slug;
  const mails = await mailsOfDecision(over, { account, slug, module, reason: set.reason });
  const offered = await watchOffered({ env: over.env, db, tenant: account }, over.now);
  const audit = {
    action: approves ? "module.request_approved" : "module.request_declined",
    entity: "module",
    entityId: slug,
    after: { account: account.id, ...(approves ? { source } : { reason: set.reason }) },
  } as const;
  await db.commit({
    writes: [
      mustChange(settleRequest(over.env, request, set)),
      ...(approves ? [putGrant(db, grant), ...offered.writes] : []),
      ...mails.map(({ write }) => write),
    ],
    audit,
    also: [{ db: over.db, audit }],
    otherwise: settled,
  });
  for (const mail of mails) over.waitUntil(mail.send());
  if (approves) over.waitUntil(offered.tell());
  const { id, name, plan } = account;
  return moduleRequestDocument({ request: { ...request, ...set, open: false }, account: { id, name, plan } });
}
