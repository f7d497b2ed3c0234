import { base64url, FlattenedEncrypt, type FlattenedJWE, flattenedDecrypt } from "jose";
import { z } from "zod";

/**
 * Where a secret lives. Sealed text opens only at the place it was sealed for, so a row copied to another tenant, record, field or store
 * is worthless there.
 */
export interface VaultPlace {
  tenantId: string;
  module: string;
  integrationId: string;
  /** Requirement name, or `*` for all of an integration's credentials in one. */
  field: string;
  store: "control" | "account";
}

export interface Vault {
  /** Seals under the current key. `hint` is what people may see of the secret: its last 4 characters, when it is long enough to spare them. */
  seal(plaintext: string, place: VaultPlace): Promise<{ sealed: string; hint: string }>;
  /** Opens what was sealed for exactly this place. Throws VaultError, which holds nothing of the secret or the keys. */
  open(sealed: string, place: VaultPlace): Promise<string>;
  /** The same secret sealed under the current key, or the very same text when that is already so. Throws VaultError. */
  rewrap(sealed: string, place: VaultPlace): Promise<string>;
  /** Id of the master key that seals. */
  readonly currentKid: string;
  /** Ids of the other master keys: they only open. */
  readonly olderKids: string[];
}

/** Why a sealed value did not open. `unknown_key`: its master key is no longer in VAULT_KEYS. `refused`: altered, moved, or never ours. */
export class VaultError extends Error {
  readonly reason: "unknown_key" | "refused";

  constructor(reason: "unknown_key" | "refused") {
    super(
      reason === "unknown_key"
        ? "Sealed under a master key that VAULT_KEYS does not hold."
        : "The sealed value does not open at this place.",
    );
    this.name = "VaultError";
    this.reason = reason;
  }
}

/**
 * The credential vault. Every value gets a data key of its own (A256GCM), wrapped by a versioned master key (A256GCMKW) that the header
 * names. `vaultKeys` is the VAULT_KEYS variable: a JSON object of key id > base64 of 32 bytes; the one listed last seals, all of them open.
 * Throws when a key is unusable, without printing any of it.
 */
export function createVault(vaultKeys: string): Vault {
  const keys = masterKeys(vaultKeys);
  const [currentKid, currentKey] = [...keys].at(-1) ?? fail("VAULT_KEYS holds no key.");

  const seal = async (plaintext: string, place: VaultPlace): Promise<{ sealed: string; hint: string }> => {
    const jwe = await new FlattenedEncrypt(new TextEncoder().encode(plaintext))
      .setProtectedHeader({ alg: ALG, enc: ENC, kid: currentKid })
      .setAdditionalAuthenticatedData(boundTo(place))
      .encrypt(currentKey);
    const { protected: header, encrypted_key, iv, ciphertext, tag } = jwe;
    // The place is rebuilt from the row at every opening. Stored beside the text it would travel with it and bind nothing.
    return {
      sealed: JSON.stringify({ protected: header, encrypted_key, iv, ciphertext, tag }),
      hint: hintOf(plaintext),
    };
  };

  const open = async (sealed: string, place: VaultPlace): Promise<string> => {
    const jwe = storedForm(sealed);
    const key = keys.get(kidOf(jwe)) ?? refuse("unknown_key");
    try {
      const { plaintext } = await flattenedDecrypt({ ...jwe, aad: base64url.encode(boundTo(place)) }, key, {
        keyManagementAlgorithms: [ALG],
        contentEncryptionAlgorithms: [ENC],
      });
      return new TextDecoder().decode(plaintext);
    } catch {
      return refuse("refused");
    }
  };

  const rewrap = async (sealed: string, place: VaultPlace): Promise<string> => {
    const plaintext = await open(sealed, place);
    return kidOf(storedForm(sealed)) === currentKid ? sealed : (await seal(plaintext, place)).sealed;
  };

  return { seal, open, rewrap, currentKid, olderKids: [...keys.keys()].filter((kid) => kid !== currentKid) };
}

const ALG = "A256GCMKW";
const ENC = "A256GCM";
const MASTER_KEY_BYTES = 32;
const HINT_CHARACTERS = 4;
/** A shorter secret would give too much of itself away. */
const HINT_FROM_CHARACTERS = 12;

/** Key id > key bytes, in the order written. */
function masterKeys(vaultKeys: string): Map<string, Uint8Array> {
  const given = keysObject(vaultKeys);
  const keys = new Map<string, Uint8Array>();
  // JSON.parse puts ids that look like integers first; the order that counts is the written one.
  const written = [...given].sort(([a], [b]) => vaultKeys.indexOf(`"${a}"`) - vaultKeys.indexOf(`"${b}"`));
  for (const [kid, value] of written) {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(kid))
      fail("VAULT_KEYS: a key id must be 1 to 64 letters, digits, dots, underscores or hyphens.");
    const key = typeof value === "string" ? bytesOf(value) : undefined;
    if (key?.length !== MASTER_KEY_BYTES)
      fail(`VAULT_KEYS: the key "${kid}" must be the base64 of exactly ${MASTER_KEY_BYTES} bytes.`);
    else keys.set(kid, key);
  }
  return keys;
}

function keysObject(vaultKeys: string): [string, unknown][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(vaultKeys);
  } catch {
    // The parser's own message would quote the text, and the text is keys.
    return fail('VAULT_KEYS is not JSON. It must be an object like {"2026-11": "<base64 of 32 bytes>"}.');
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return fail("VAULT_KEYS must be a JSON object of key id to key.");
  return Object.entries(parsed);
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}

/** Exactly what `seal` stores. Strict: a stored `aad` or an unprotected header would let the text say itself where it belongs. */
const StoredForm = z.strictObject({
  protected: z.string(),
  encrypted_key: z.string(),
  iv: z.string(),
  ciphertext: z.string(),
  tag: z.string(),
}) satisfies z.ZodType<FlattenedJWE>;

function storedForm(sealed: string): z.infer<typeof StoredForm> {
  try {
    return StoredForm.parse(JSON.parse(sealed));
  } catch {
    return refuse("refused");
  }
}

function kidOf(jwe: z.infer<typeof StoredForm>): string {
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(jwe.protected)));
    return z.object({ kid: z.string() }).parse(header).kid;
  } catch {
    return refuse("refused");
  }
}

/** The place as bytes, always in this order. */
function boundTo({ tenantId, module, integrationId, field, store }: VaultPlace): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ tenantId, module, integrationId, field, store }));
}

function hintOf(secret: string): string {
  const characters = [...secret];
  return characters.length >= HINT_FROM_CHARACTERS ? characters.slice(-HINT_CHARACTERS).join("") : "••••";
}

function refuse(reason: "unknown_key" | "refused"): never {
  throw new VaultError(reason);
}

function fail(message: string): never {
  throw new Error(message);
}
