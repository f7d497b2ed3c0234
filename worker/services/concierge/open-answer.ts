import type { Credentials } from "../../../modules/module.ts";
import { answerOf } from "../../db/concierge.ts";
import { openReadable } from "../integrations/seal.ts";
import type { Scene } from "./scene.ts";

/** What people sent for a module of a session, laid open for one call. Never logged, never told to the session's object. */
export interface OpenAnswer {
  sandbox: boolean;
  config: Readonly<Record<string, unknown>>;
  credentials: Credentials;
  /** When it was last sent, in ms: another number for whatever is sent after. */
  updatedAt: number;
}

/** What was sent for a module and not used yet; undefined where nothing was. What does not open any more has to be sent anew. */
export async function openAnswer(
  { ctx, session }: Scene | { ctx: Pick<Scene["ctx"], "db" | "env" | "tenant">; session: { sessionId: string } },
  module: string,
): Promise<OpenAnswer | undefined> {
  const found = await answerOf(ctx.db, { conciergeId: session.sessionId, module });
  if (found === undefined) return undefined;
  const owner = { tenantId: ctx.tenant.id, module, id: session.sessionId };
  const { sandbox, config, updatedAt } = found.answer;
  return { sandbox, config, updatedAt, credentials: await openReadable(ctx.env, owner, found.values) };
}
