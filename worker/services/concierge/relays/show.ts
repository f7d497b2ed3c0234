import type { RelayPage } from "../../../../schema/contracts/relays.ts";
import { noteRelay } from "../../../directory/relays.ts";
import type { OpenedRelay } from "./open-relay.ts";
import { relayForms } from "./relay-forms.ts";

/** What whoever holds a link sees: what is missing of the modules it is for, and how far they are. */
export async function showRelay(opened: OpenedRelay): Promise<RelayPage> {
  const { relay, ctx } = opened;
  const forms = (await relayForms(opened)).map(({ shown }) => shown);
  if (relay.openedAt === null) await noteRelay(ctx.env, relay, { openedAt: ctx.now });
  const isDone = forms.every(({ state }) => state === "live" || state === "skipped");
  if (isDone && relay.doneAt === null) await noteRelay(ctx.env, relay, { doneAt: ctx.now });
  return {
    business: ctx.tenant.name,
    from: relay.createdByName,
    expiresAt: new Date(relay.expiresAt).toISOString(),
    forms,
  };
}
