import { base64url, FlattenedEncrypt } from "jose";
import { describe, expect, it } from "vitest";
import { createVault, type Vault, type VaultPlace } from "./vault.ts";

const KEY_A = btoa("a".repeat(32));
const KEY_B = btoa("b".repeat(32));
const vault = createVault(JSON.stringify({ "2026-01": KEY_A }));
const place: VaultPlace = {
  tenantId: "ten_a",
  module: "whatsapp",
  integrationId: "int_a",
  field: "accessToken",
  store: "control",
};
const secret = "EAAGm0PX4ZCpsBAKZC-token-4f2a";

describe("vault", () => {
  it("opens what it sealed, and stores neither the secret nor the place", async () => {
    const { sealed, hint } = await vault.seal(secret, place);
    expect(await vault.open(sealed, place)).toBe(secret);
    expect(hint).toBe("4f2a");
    expect(sealed).not.toContain(secret);
    expect(Object.keys(JSON.parse(sealed)).sort()).toEqual(["ciphertext", "encrypted_key", "iv", "protected", "tag"]);
    for (const value of Object.values(place)) expect(headerOf(sealed)).not.toContain(value);
  });

  it("gives every record a data key and nonce of its own", async () => {
    const [one, two] = [await vault.seal(secret, place), await vault.seal(secret, place)].map(({ sealed }) =>
      JSON.parse(sealed),
    );
    for (const part of ["encrypted_key", "iv", "ciphertext"]) expect(one[part]).not.toBe(two[part]);
  });

  it.each([
    ["another tenant", { tenantId: "ten_b" }],
    ["another record", { integrationId: "int_b" }],
    ["another field", { field: "appSecret" }],
    ["another module", { module: "instagram" }],
    ["the other store", { store: "account" as const }],
    ["a place whose parts join to the same text", { tenantId: "ten_", module: "awhatsapp" }],
  ])("does not open when moved to %s", async (_to, moved) => {
    const { sealed } = await vault.seal(secret, place);
    await expect(vault.open(sealed, { ...place, ...moved })).rejects.toMatchObject({
      name: "VaultError",
      message: "The sealed value does not open at this place.",
      reason: "refused",
    });
  });

  it("does not open when a stored aad claims the right place", async () => {
    const { sealed } = await vault.seal(secret, place);
    const aad = base64url.encode(JSON.stringify(place));
    await expect(
      vault.open(JSON.stringify({ ...JSON.parse(sealed), aad }), { ...place, tenantId: "ten_b" }),
    ).rejects.toMatchObject({ reason: "refused" });
    await expect(vault.open(JSON.stringify({ ...JSON.parse(sealed), aad }), place)).rejects.toMatchObject({
      reason: "refused",
    });
    await expect(
      vault.open(JSON.stringify({ ...JSON.parse(sealed), unprotected: { kid: "2026-01" } }), place),
    ).rejects.toMatchObject({ reason: "refused" });
  });

  it("does not open when a character of any part is altered", async () => {
    const { sealed } = await vault.seal(secret, place);
    const jwe = JSON.parse(sealed) as Record<string, string>;
    for (const [part, value] of Object.entries(jwe)) {
      for (const at of [0, Math.floor(value.length / 2)]) {
        const altered = `${value.slice(0, at)}${value[at] === "A" ? "B" : "A"}${value.slice(at + 1)}`;
        await expect(
          vault.open(JSON.stringify({ ...jwe, [part]: altered }), place),
          `${part} at ${at}`,
        ).rejects.toMatchObject({ name: "VaultError" });
      }
    }
  });

  it("opens under its fixed algorithms alone, even with the right key and place", async () => {
    const aad = new TextEncoder().encode(JSON.stringify(place));
    const key = new TextEncoder().encode("a".repeat(32));
    for (const header of [
      { alg: "dir", enc: "A256GCM", kid: "2026-01" },
      { alg: "A256KW", enc: "A256GCM", kid: "2026-01" },
      { alg: "A256GCMKW", enc: "A128CBC-HS256", kid: "2026-01" },
    ]) {
      const { aad: _, ...jwe } = await new FlattenedEncrypt(new TextEncoder().encode(secret))
        .setProtectedHeader(header)
        .setAdditionalAuthenticatedData(aad)
        .encrypt(key);
      await expect(vault.open(JSON.stringify({ encrypted_key: "", ...jwe }), place), header.alg).rejects.toMatchObject({
        reason: "refused",
      });
    }
    // The same construction with the right algorithms does open: the refusals above are about the algorithms.
    const { aad: _, ...ours } = await new FlattenedEncrypt(new TextEncoder().encode(secret))
      .setProtectedHeader({ alg: "A256GCMKW", enc: "A256GCM", kid: "2026-01" })
      .setAdditionalAuthenticatedData(aad)
      .encrypt(key);
    expect(await vault.open(JSON.stringify(ours), place)).toBe(secret);
  });

  it.each(["", "{}", "null", "not json", '{"protected":"e30","encrypted_key":"","iv":"","ciphertext":"","tag":""}'])(
    "refuses %j",
    async (sealed) => {
      await expect(vault.open(sealed, place)).rejects.toMatchObject({ name: "VaultError", reason: "refused" });
    },
  );
});

describe("a master key's life", () => {
  const rotated = createVault(JSON.stringify({ "2026-01": KEY_A, "2026-02": KEY_B }));

  it("seals with the key listed last and opens with all of them", async () => {
    const { sealed: old } = await vault.seal(secret, place);
    expect(rotated.currentKid).toBe("2026-02");
    expect(await rotated.open(old, place)).toBe(secret);
    expect(headerOf((await rotated.seal(secret, place)).sealed)).toContain('"kid":"2026-02"');
  });

  it("rewraps to the current key, at the same place, and leaves what is current as it is", async () => {
    const { sealed: old } = await vault.seal(secret, place);
    const fresh = await rotated.rewrap(old, place);
    expect(await createVault(JSON.stringify({ "2026-02": KEY_B })).open(fresh, place)).toBe(secret);
    expect(await rotated.rewrap(fresh, place)).toBe(fresh);
    await expect(rotated.rewrap(old, { ...place, tenantId: "ten_b" })).rejects.toMatchObject({ reason: "refused" });
  });

  it("says that the key is gone once it was removed", async () => {
    const { sealed: old } = await vault.seal(secret, place);
    await expect(createVault(JSON.stringify({ "2026-02": KEY_B })).open(old, place)).rejects.toMatchObject({
      name: "VaultError",
      message: "Sealed under a master key that VAULT_KEYS does not hold.",
      reason: "unknown_key",
    });
  });

  it("may be written in either alphabet of base64", async () => {
    const [plain, forUrls] = ["+/".repeat(21), "-_".repeat(21)].map((key) =>
      createVault(JSON.stringify({ one: `${key}8=` })),
    );
    const { sealed } = await (plain as Vault).seal(secret, place);
    expect(await (forUrls as Vault).open(sealed, place)).toBe(secret);
  });

  it("keeps the written order when ids look like numbers", () => {
    expect(createVault(`{"10": "${KEY_A}", "2": "${KEY_B}"}`).currentKid).toBe("2");
  });
});

describe("a secret's hint", () => {
  it.each([
    ["EAAGm0PX4ZCp", "4ZCp"],
    ["elevenchars", "••••"],
    ["1234", "••••"],
    ["", "••••"],
  ])("of %j is %j", async (given, hint) => {
    const sealed = await vault.seal(given, place);
    expect(sealed.hint).toBe(hint);
    expect(await vault.open(sealed.sealed, place)).toBe(given);
  });
});

describe("unusable VAULT_KEYS", () => {
  const half = KEY_A.slice(0, 20);
  it.each([
    ["not JSON", `{"a": "${KEY_A}"`, "VAULT_KEYS is not JSON"],
    ["a list", `["${KEY_A}"]`, "VAULT_KEYS must be a JSON object"],
    ["a text", `"${KEY_A}"`, "VAULT_KEYS must be a JSON object"],
    ["null", "null", "VAULT_KEYS must be a JSON object"],
    ["no key", "{}", "VAULT_KEYS"],
    ["a key of 15 bytes", `{"a": "${half}"}`, 'VAULT_KEYS: the key "a" must be the base64'],
    ["no base64", `{"a": "${KEY_A}!"}`, 'VAULT_KEYS: the key "a" must be the base64'],
    ["not a string", '{"a": 7}', 'VAULT_KEYS: the key "a" must be the base64'],
    ["an odd key id", `{"a b": "${KEY_A}"}`, "VAULT_KEYS: a key id must be"],
    ["a key id that ends oddly", `{"ab ": "${KEY_A}"}`, "VAULT_KEYS: a key id must be"],
  ])("%s is refused at construction, and the message says why and holds no key", (_why, keys, said) => {
    const create = (): Vault => createVault(keys);
    expect(create).toThrow(said);
    expect(create).not.toThrow(half);
  });
});

function headerOf(sealed: string): string {
  return new TextDecoder().decode(base64url.decode((JSON.parse(sealed) as { protected: string }).protected));
}
