import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { queueMail, type QueuedMail } from "../../mail/queue-mail.ts";
import type { Ctx } from "../ctx.ts";
import { addressesOf } from "../members/addresses-of.ts";

type Writing = Pick<Ctx, "env" | "origin" | "now">;

/** To the managers of whoever decides: an account asks for a module. */
export async function mailsOfRequest(
  { env, origin, now, tenant }: Writing & Pick<Ctx, "tenant">,
  asked: { decider: TenantRow; module: string; askedByName: string; note: string | null },
): Promise<QueuedMail[]> {
  const { decider, module, askedByName, note } = asked;
  const letter = {
    kind: "module_requested",
    subject: `${tenant.name} asks for ${module}`,
    paragraphs: [
      `${askedByName} of ${tenant.name} asks for ${module}, which is not part of the account's plan.`,
      ...(note === null ? [] : [`They write: ${note}`]),
    ],
    act: { label: "Decide", url: `${origin}/a/${decider.id}/module-requests` },
    closing: "You get this mail because you manage modules for the accounts below yours.",
  };
  const to = await addressesOf(env, decider, "manageModules");
  return Promise.all(to.map((address) => queueMail(env, { tenantId: decider.id, to: address, letter }, now)));
}

/** To the account's own people who manage modules: what became of their request. */
export async function mailsOfDecision(
  { env, origin, now }: Writing,
  decided: { account: TenantRow; slug: string; module: string; reason: string | null },
): Promise<QueuedMail[]> {
  const { account, slug, module, reason } = decided;
  const given = reason === null;
  const letter = {
    kind: "module_decided",
    subject: given ? `You can use ${module} now` : `${module} was declined`,
    paragraphs: given
      ? [`${account.name} asked for ${module}, and it was granted. It can be connected from now on.`]
      : [`${account.name} asked for ${module}, and it was declined.`, `The reason given: ${reason}`],
    act: { label: given ? `Connect ${module}` : `See ${module}`, url: `${origin}/a/${account.id}/modules/${slug}` },
    closing: `You get this mail because you manage modules for ${account.name}.`,
  };
  const to = await addressesOf(env, { ...account, agencyId: null }, "manageModules");
  return Promise.all(to.map((address) => queueMail(env, { tenantId: account.id, to: address, letter }, now)));
}
