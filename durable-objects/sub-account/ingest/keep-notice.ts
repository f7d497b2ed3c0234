import { eq, sql } from "drizzle-orm";
import { accountIntegrations, notices } from "../../../schema/data-plane/index.ts";
import { newId } from "../../../schema/ids.ts";
import type { InboundNotice } from "../../../schema/inbound/event.ts";
import { cutText } from "../documents/cut-text.ts";
import { integrationDocument } from "../documents/integration.ts";
import { hearOfTemplate } from "../templates/hear-of-template.ts";
import type { IngestRun } from "./run.ts";

/** Newest notices kept of each integration. */
const NOTICES_KEPT = 200;
const TEXT_MAX_CHARACTERS = 1_000;
const TYPE_MAX_CHARACTERS = 60;

/** Keeps what a provider says about a connected account itself. Answers false, having changed nothing, when it is here already. */
export function keepNotice(run: IngestRun, event: InboundNotice): boolean {
  const { tx } = run;
  const { integrationId, externalId, level, type, text, at, template } = event;
  const kept = tx.db
    .insert(notices)
    .values({
      id: newId("notice"),
      integrationId,
      externalId,
      level,
      type: type.slice(0, TYPE_MAX_CHARACTERS),
      text: cutText(text, TEXT_MAX_CHARACTERS),
      at: Math.min(at, tx.now),
    })
    .onConflictDoNothing()
    .returning({ id: notices.id })
    .get();
  if (kept === undefined) return false;
  trim(run, integrationId);
  run.trail(integrationId).notices += 1;
  if (template !== undefined) hearOfTemplate(tx, { integrationId, at: Math.min(at, tx.now), template });
  const integration = tx.db
    .select()
    .from(accountIntegrations)
    .where(eq(accountIntegrations.id, integrationId))
    .limit(1)
    .get();
  // Screens that show it ask for its notices anew.
  if (integration !== undefined) tx.change("integration", "updated", integrationId, integrationDocument(integration));
  return true;
}

function trim({ tx }: IngestRun, integrationId: string): void {
  tx.db.run(
    sql`DELETE FROM notices WHERE integration_id = ${integrationId} AND id NOT IN
      (SELECT id FROM notices WHERE integration_id = ${integrationId} ORDER BY at DESC, id DESC LIMIT ${NOTICES_KEPT})`,
  );
}
