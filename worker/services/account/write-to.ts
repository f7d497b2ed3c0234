import type { Letter } from "../../mail/letter.ts";
import { queueMail, type QueuedMail } from "../../mail/queue-mail.ts";
import type { UserRow } from "../../../schema/control-plane/index.ts";
import type { Acting } from "./acting.ts";

/** A mail to a person about their own sign-in, to the address they have unless told. */
export function writeTo(
  { env, now }: Pick<Acting, "env" | "now">,
  { homeTenantId, email }: Pick<UserRow, "homeTenantId" | "email">,
  letter: Letter,
): Promise<QueuedMail> {
  return queueMail(env, { tenantId: homeTenantId, to: email, letter }, now);
}
