/** What a real account would copy from Meta's pages, by requirement name. */
export interface NumberCredentials {
  phoneNumberId: string;
  businessAccountId: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  [name: string]: string;
}

export interface SandboxNumber {
  tenantId: string;
  integrationId: string;
  businessName: string;
  /** As people write it, e.g. +44 7700 900417. */
  displayNumber: string;
  credentials: NumberCredentials;
}

/**
 * A number for an install. Ids and number follow from the install's id, so they stay the same when it is made again; they begin as no id
 * of Meta's does, and the number is one of those kept free for fiction. Secrets are drawn.
 */
export async function drawNumber({
  tenantId,
  integrationId,
  businessName,
}: Pick<SandboxNumber, "tenantId" | "integrationId" | "businessName">): Promise<SandboxNumber> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(integrationId)));
  const digits = Array.from(digest, (byte) => String(byte % 10)).join("");
  return {
    tenantId,
    integrationId,
    businessName,
    displayNumber: `+44 7700 900${digits.slice(0, 3)}`,
    credentials: {
      phoneNumberId: `99${digits.slice(3, 16)}`,
      businessAccountId: `98${digits.slice(16, 29)}`,
      accessToken: `sandbox-token-${drawn()}`,
      appSecret: drawn(),
      verifyToken: `sandbox-verify-${drawn()}`,
    },
  };
}

const KEY = "number";

export function readNumber(storage: DurableObjectStorage): SandboxNumber | undefined {
  return storage.kv.get<SandboxNumber>(KEY);
}

export function storeNumber(storage: DurableObjectStorage, number: SandboxNumber): void {
  storage.kv.put(KEY, number);
}

function drawn(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
