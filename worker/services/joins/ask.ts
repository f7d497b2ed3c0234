import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { queueMail } from "../../mail/queue-mail.ts";
import type { Acting } from "../account/acting.ts";
import { admitMail } from "../links/admit-mail.ts";
import { signTicket } from "../tickets/signed-ticket.ts";
import { joinOffer } from "./offer.ts";

/** A link to join works this long. */
const JOIN_SECONDS = 24 * 60 * 60;

/**
 * Mails a link that proves an address, where an account lets people join by its domain. Nothing is kept until it is opened, so that asking for
 * addresses that are not one's own takes nobody's place. All that depends on there being such an account happens after the answer, so neither
 * words nor time tell. Throws `too_many`, which counts for every address alike.
 */
export async function askToJoin(
  acting: Acting,
  email: string,
  host: Pick<TenantRow, "id" | "type"> | undefined,
): Promise<void> {
  await admitMail(acting.env, { to: email, ip: acting.ip });
  acting.waitUntil(
    sendJoin(acting, email, host).catch((error: unknown) => {
      const { requestId } = acting;
      console.error(JSON.stringify({ level: "error", event: "join_not_sent", requestId, reason: reasonOf(error) }));
    }),
  );
}

async function sendJoin(acting: Acting, email: string, host: Parameters<typeof askToJoin>[2]): Promise<void> {
  const { env, now, origin, requestId } = acting;
  const offer = await joinOffer(env, email, host, now);
  if (offer === undefined) return;
  const { tenant, domain } = offer;
  const { ticket } = await signTicket(env, "join", { email, tenant: tenant.id }, now, JOIN_SECONDS);
  const letter = {
    kind: "join",
    subject: `Join ${tenant.name}`,
    paragraphs: [`Somebody asked to join ${tenant.name} with ${email}. If it was you, go on here.`],
    act: { label: `Join ${tenant.name}`, url: `${origin}/join/${ticket}` },
    closing: "The link works once, for a day. If it was not you, you can ignore this mail.",
  };
  const mail = await queueMail(env, { tenantId: tenant.id, to: email, letter }, now);
  await new ScopedDb(env, { kind: "anonymous", tenantId: tenant.id, requestId }).commit({
    writes: [mail.write],
    audit: { action: "join.asked", entity: "domain", entityId: domain.id, after: { email } },
  });
  await mail.send();
}
