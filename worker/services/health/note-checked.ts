import type { Health } from "../../../schema/contracts/integrations.ts";
import type { Statement } from "../../db/scoped.ts";
import { putWatch } from "../../directory/integration-watches.ts";
import type { Env } from "../../env.ts";
import { AT_REST_MS } from "./course.ts";

/** How soon what a person found broken is looked at by itself. */
const SOON_MS = 60_000;

/** A statement after a person had an integration checked: what works is at rest, and what is broken is looked at again soon. */
export function noteChecked(
  env: Env,
  key: { tenantId: string; integrationId: string },
  { ok }: Health,
  now: number,
): Statement {
  return putWatch(
    env,
    key,
    ok
      ? { dueAt: now + AT_REST_MS, failures: 0, failingSince: null, reason: null, toldAt: null, expiryTold: null }
      : { dueAt: now + SOON_MS },
  );
}
