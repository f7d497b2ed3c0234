import { reasonOf } from "../../../schema/reason-of.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { sessionsBefore } from "../../directory/sessions.ts";
import { userById } from "../../directory/users.ts";
import type { Acting } from "../account/acting.ts";
import { writeTo } from "../account/write-to.ts";
import { networkOf } from "../users/network-of.ts";

export interface NewSignIn {
  userId: string;
  userAgent: string | null;
  /** Whether this browser showed that the person signed in with it before. */
  known: boolean;
}

/**
 * Writes to a person who signed in on a device they were never seen on: neither did the browser show that it was theirs, nor was there a session
 * of the same program from the same network. The first sign-in of all is expected and tells nothing. Never throws.
 */
export async function noticeNewDevice(acting: Acting, { userId, userAgent, known }: NewSignIn): Promise<void> {
  if (known) return;
  try {
    await notice(acting, userId, userAgent);
  } catch (error) {
    const { requestId } = acting;
    console.error(
      JSON.stringify({ level: "error", event: "device_notice_not_sent", requestId, reason: reasonOf(error) }),
    );
  }
}

async function notice(acting: Acting, userId: string, userAgent: string | null): Promise<void> {
  const { env, ip, now, origin, requestId } = acting;
  const before = await sessionsBefore(env, userId, now);
  const network = ip === null ? null : networkOf(ip);
  const seen = before.some(
    (session) => session.userAgent === userAgent && (session.ip === null ? null : networkOf(session.ip)) === network,
  );
  const user = before.length === 0 || seen ? undefined : await userById(env, userId);
  if (user === undefined) return;
  const mail = await writeTo(acting, user, {
    kind: "new_device",
    subject: "A new device signed in to your account",
    paragraphs: [
      `${user.email} was signed in to on a device we have not seen before: ${userAgent ?? "an unnamed program"}${network === null ? "" : `, from ${ip}`}.`,
      "If it was you, there is nothing to do. If not, sign that device out and choose a new password.",
    ],
    act: { label: "Look at your devices", url: `${origin}/a/${user.homeTenantId}/settings/security` },
  });
  await new ScopedDb(env, { kind: "system", tenantId: user.homeTenantId, via: "control-plane", requestId }).commit({
    writes: [mail.write],
    audit: { action: "session.new_device", entity: "user", entityId: user.id, after: { userAgent, ip } },
  });
  await mail.send();
}
