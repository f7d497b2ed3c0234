import type { Channel } from "../../schema/channels.ts";
import { hex } from "../../schema/hex.ts";

/** What a real account would copy from Meta's pages, by requirement name. The ids are those of its channel. */
export interface NumberCredentials {
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  [name: string]: string;
}

/** The business's side of one channel: a number of WhatsApp, an account of Instagram. */
export interface SandboxNumber {
  channel: Channel;
  tenantId: string;
  integrationId: string;
  businessName: string;
  /** As people write it, e.g. +44 7700 900417 or @casa.lumen. */
  displayNumber: string;
  credentials: NumberCredentials;
}

/**
 * A number for an install. Ids and number follow from the install's id, so they stay the same when it is made again; they begin as no id
 * of Meta's does, and the number is one of those kept free for fiction. Secrets are drawn.
 */
export async function drawNumber({
  channel,
  tenantId,
  integrationId,
  businessName,
}: Pick<SandboxNumber, "channel" | "tenantId" | "integrationId" | "businessName">): Promise<SandboxNumber> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(integrationId)));
  const digits = Array.from(digest, (byte) => String(byte % 10)).join("");
  return {
    channel,
    tenantId,
    integrationId,
    businessName,
    displayNumber: channel === "instagram" ? `@${handleOf(businessName)}` : `+44 7700 900${digits.slice(0, 3)}`,
    credentials: {
      ...(channel === "instagram"
        ? { instagramAccountId: `97${digits.slice(0, 15)}` }
        : { phoneNumberId: `99${digits.slice(3, 16)}`, businessAccountId: `98${digits.slice(16, 29)}` }),
      accessToken: `sandbox-token-${drawn()}`,
      appSecret: drawn(),
      verifyToken: `sandbox-verify-${drawn()}`,
    },
  };
}

const KEY = "number";

export function readNumber(storage: DurableObjectStorage): SandboxNumber | undefined {
  const stored = storage.kv.get<SandboxNumber>(KEY);
  // Those made when there was one channel only do not name it.
  return stored === undefined ? undefined : { ...stored, channel: stored.channel ?? "whatsapp" };
}

export function storeNumber(storage: DurableObjectStorage, number: SandboxNumber): void {
  storage.kv.put(KEY, number);
}

/** "Casa Lumen" is @casa.lumen there. */
function handleOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9]+/g, ".")
    .replaceAll(/^\.|\.$/g, "")
    .toLowerCase();
  return plain.slice(0, 30) || "business";
}

function drawn(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}
