import type { Credentials, ProvenId } from "../../../modules/module.ts";
import type { OutsideIdRow } from "../../../schema/control-plane/index.ts";
import type { Statement } from "../../db/scoped.ts";
import { claim, claimIfFree, idsOfIntegration, release, routeKey } from "../../directory/outside-ids.ts";
import type { AccountCtx } from "../ctx.ts";
import { hasOwnApp } from "./own-app.ts";

/**
 * The statements that make an integration hold what it should: every id just proven, every id held before that its credentials still
 * name, and its own door when it brings its own app. None when nothing changes. Given up and claimed anew within one batch, so there is no
 * moment without an owner, and an id that someone else holds fails the batch.
 */
export async function claimStatements(
  ctx: AccountCtx,
  integrationId: string,
  credentials: Credentials,
  proven: readonly ProvenId[],
): Promise<Statement[]> {
  const held = await idsOfIntegration(ctx.env, ctx.tenant.id, integrationId);
  const named = new Set(Object.values(credentials));
  const ownApp = hasOwnApp(Object.keys(credentials));
  const keep = held.filter(({ kind, outsideId }) => kind !== "door" && named.has(outsideId));
  const wanted = new Map<string, ProvenId>(
    [...keep, ...proven, ...(ownApp ? [{ kind: "door", outsideId: integrationId } as const] : [])].map((id) => [
      routeKey(id),
      id,
    ]),
  );

  const unchanged =
    held.length === wanted.size && held.every((row) => row.ownApp === ownApp && wanted.has(routeKey(row)));
  if (unchanged) return [];
  return [
    ...(held.length === 0 ? [] : [release(ctx.env, ctx.tenant.id, integrationId)]),
    ...[...wanted.values()].map(({ kind, outsideId }) => {
      const row: OutsideIdRow = { kind, outsideId, tenantId: ctx.tenant.id, integrationId, ownApp, createdAt: ctx.now };
      return SHARED_KINDS.has(kind) ? claimIfFree(ctx.env, row) : claim(ctx.env, row);
    }),
  ];
}

/** Several clients of an agency may have numbers under one WABA. It routes no message, so the first to prove it keeps it. */
const SHARED_KINDS: ReadonlySet<ProvenId["kind"]> = new Set(["waba"]);
