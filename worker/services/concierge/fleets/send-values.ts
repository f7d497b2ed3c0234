import { concierge } from "../../../../durable-objects/stubs.ts";
import { manifestOf } from "../../../../modules/catalog.ts";
import type { ModuleManifest } from "../../../../modules/module.ts";
import type { FormSpec } from "../../../../schema/concierge/host.ts";
import type { FleetValuesSent, SendFleetValues } from "../../../../schema/contracts/fleets.ts";
import type { ConciergeFleetClientRow } from "../../../../schema/control-plane/index.ts";
import { type ErrorItem, isTrellisError, TrellisError } from "../../../../schema/errors.ts";
import { clientsOf } from "../../../db/fleets.ts";
import type { Ctx } from "../../ctx.ts";
import { moduleOf } from "../module-of.ts";
import { readAnswer } from "../read-answer.ts";
import { hasWhatItNeeds } from "../relays/send.ts";
import { storeAnswer } from "../store-answer.ts";
import { missingForm } from "../tools/request-credentials.ts";
import { beginClients } from "./begin-clients.ts";
import { faultOfOurs } from "./fault-of-ours.ts";
import { activeFleet } from "./find.ts";

/** Clients that are given their values side by side. */
const SIDE_BY_SIDE = 5;

/**
 * Gives the clients of a fleet what they lack of one module: the common values, and over them each one's own, sealed for each by itself. Of what is
 * given a client takes what it is asked for; one that works, or needs nothing, is passed over. Whoever could be given nothing is named with the
 * reason. Throws `forbidden`, `not_found`, `conflict` (a fleet that was stopped), `invalid` (fields the module does not have, ids of no client).
 */
export async function sendFleetValues(ctx: Ctx, id: string, input: SendFleetValues): Promise<FleetValuesSent> {
  const fleet = await activeFleet(ctx, id);
  const manifest = manifestOf(input.module);
  if (manifest === undefined)
    throw new TrellisError("invalid", { message: "There is no such module.", field: "module" });
  await beginClients(ctx.env, fleet, ctx.waitUntil);
  const clients = await clientsOf(ctx.db, id);
  refuseStrange(input, manifest, clients);

  const left: FleetValuesSent["left"] = [];
  let sent = 0;
  const turns = Array.from({ length: SIDE_BY_SIDE }, async (_, n) => {
    for (const { clientId, conciergeId } of clients.filter((_one, at) => at % SIDE_BY_SIDE === n)) {
      if (conciergeId === null || conciergeId === "") continue;
      try {
        if (await giveTo(await ctx.enter(clientId), conciergeId, manifest, input)) sent += 1;
      } catch (error) {
        left.push({ client: clientId, ...whyLeft(error, { fleet: id, tenantId: clientId }) });
      }
    }
  });
  await Promise.all(turns);
  return { sent, left: left.toSorted((a, b) => a.client.localeCompare(b.client)) };
}

/** What is said of a client that was given nothing. */
function whyLeft(
  error: unknown,
  { fleet, tenantId }: { fleet: string; tenantId: string },
): { message: string; field?: string } {
  if (!isTrellisError(error)) return { message: faultOfOurs("fleet_values_not_sent", { fleet, tenantId }, error) };
  const [item] = error.items;
  return { message: item?.message ?? error.message, ...(item?.field === undefined ? {} : { field: item.field }) };
}

/** Answers whether it was given something. */
async function giveTo(
  ctx: Ctx,
  conciergeId: string,
  manifest: ModuleManifest,
  { common, clients, sandbox }: SendFleetValues,
): Promise<boolean> {
  const { slug } = manifest;
  const session = concierge(ctx.env, conciergeId);
  const { state, open } = await session.readForms(ctx.actor);
  const progress = state.progress.modules.find((module) => module.slug === slug);
  if (state.state !== "active" || progress === undefined || OVER.has(progress.state)) return false;
  const scene = {
    ctx,
    session: {
      sessionId: conciergeId,
      tenantId: ctx.tenant.id,
      holderId: state.holder.id,
      modules: state.progress.modules.map((module) => module.slug),
      skipped: [],
    },
  };
  const form =
    open.find(({ module }) => module.slug === slug) ?? (await missingForm(scene, await moduleOf(scene, slug)));
  if (form === undefined) return false;
  const answer = await readAnswer(
    ctx,
    { sessionId: conciergeId, manifest, form },
    sandbox === true ? { sandbox } : { values: askedOf(form, { ...common, ...clients[ctx.tenant.id] }), config: {} },
  );
  const stored = await storeAnswer(ctx, { sessionId: conciergeId, manifest }, answer);
  await session.moduleAnswered(ctx.actor, {
    module: slug,
    stored,
    sandbox: answer.sandbox,
    by: ctx.actor.name,
    ready: await hasWhatItNeeds(ctx, manifest),
  });
  return true;
}

const OVER: ReadonlySet<string> = new Set(["live", "skipped", "working"]);

/** Who shares a value with the client, or has it already, is not asked for it again. */
function askedOf(
  { fields }: Pick<FormSpec, "fields">,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const asked = new Set(fields.map(({ name }) => name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => asked.has(name)));
}

function refuseStrange(
  { common, clients }: SendFleetValues,
  { requirements }: ModuleManifest,
  members: readonly ConciergeFleetClientRow[],
): void {
  const known = new Set<string>(requirements.map(({ name }) => name));
  const those = new Set(members.map(({ clientId }) => clientId));
  const strange = (values: object, at: string): ErrorItem[] =>
    Object.keys(values)
      .filter((name) => !known.has(name))
      .map((name) => ({ message: "The module has no field of that name.", code: "invalid", field: `${at}.${name}` }));
  const items = [
    ...strange(common, "common"),
    ...Object.entries(clients).flatMap(([client, values]): ErrorItem[] =>
      those.has(client)
        ? strange(values, `clients.${client}`)
        : [{ message: "This client is not among them.", code: "invalid", field: `clients.${client}` }],
    ),
  ];
  if (items.length > 0) throw new TrellisError("invalid", { items: items.slice(0, FAULTS_MAX) });
}
const FAULTS_MAX = 50;
