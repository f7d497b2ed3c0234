import type { ModuleManifest } from "../../../modules/module.ts";
import type { Health } from "../../../schema/contracts/integrations.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { queueMail, type QueuedMail } from "../../mail/queue-mail.ts";
import type { Letter } from "../../mail/letter.ts";
import type { AccountCtx } from "../ctx.ts";
import { addressesOf } from "../members/addresses-of.ts";
import type { Course } from "./course.ts";

/** To those who manage modules for the account, its own people and its agency's: what does not work and what helps, or what will soon not. */
export async function mailsOfHealth(
  { env, tenant, now }: AccountCtx,
  found: { tell: NonNullable<Course["tell"]>; manifest: ModuleManifest; health: Health; row: IntegrationRow },
): Promise<QueuedMail[]> {
  const { tell, manifest, health } = found;
  const said =
    tell === "trouble" ? troubleLetter(tenant.name, manifest, health) : expiryLetter(tenant.name, manifest, health);
  const act = env.APP_ORIGIN
    ? {
        act: {
          label: `Open ${manifest.name}`,
          url: `${new URL(env.APP_ORIGIN).origin}/a/${tenant.id}/modules/${manifest.slug}`,
        },
      }
    : {};
  const closing = `You get this mail because you manage modules for ${tenant.name}, once for each trouble.`;
  const to = await addressesOf(env, tenant, "manageModules");
  return Promise.all(
    to.map((address) =>
      queueMail(env, { tenantId: tenant.id, to: address, letter: { ...said, ...act, closing } }, now),
    ),
  );
}

function troubleLetter(account: string, { name }: ModuleManifest, { reason, fix }: Health): Letter {
  return {
    kind: "integration_broken",
    subject: `${name} of ${account} does not work`,
    paragraphs: [
      `${name} was checked several times, and does not work at the moment.`,
      ...(reason === undefined ? [] : [`What was answered: ${reason}`]),
      ...(fix === undefined ? [] : [`What to do: ${fix}`]),
      "It is checked again and again by itself, and goes on as soon as it works.",
    ],
  };
}

function expiryLetter(account: string, { name }: ModuleManifest, { expiresAt = "" }: Health): Letter {
  const day = expiresAt.slice(0, 10);
  return {
    kind: "integration_expiring",
    subject: `The credentials of ${name} of ${account} end on ${day}`,
    paragraphs: [
      `${name} works, and its provider says that the credentials end on ${day} (UTC).`,
      "Replace them before that: after it nothing is sent or received there.",
    ],
  };
}
