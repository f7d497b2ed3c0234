import { generateKeyPairSync } from "node:crypto";
import { jwtVerify } from "jose";
import { expect, it } from "vitest";
import { signedAssertion } from "./signed-assertion.ts";

const NOW = Date.parse("2026-11-20T08:00:00Z");
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const claims = { iss: "app", sub: "person", aud: "https://provider.example/token", scope: "a b" };

it.each(["pkcs8", "pkcs1"] as const)("signs with a key of %s, whatever became of its line breaks", async (type) => {
  const pem = privateKey.export({ type, format: "pem" }).toString();
  for (const written of [pem, pem.replaceAll("\n", ""), pem.replaceAll("\n", " "), `\n${pem}\n`]) {
    const token = (await signedAssertion(written, claims, NOW)) ?? "";
    const { payload, protectedHeader } = await jwtVerify(token, publicKey, { currentDate: new Date(NOW + 1_000) });
    expect(protectedHeader).toEqual({ alg: "RS256", typ: "JWT" });
    expect(payload).toEqual({ ...claims, iat: NOW / 1000, exp: NOW / 1000 + 600 });
  }
});

it("has nothing for what is no key", async () => {
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const others = ["", "key", "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----"];
  for (const pem of [...others, elliptic.export({ type: "pkcs8", format: "pem" }).toString()])
    expect(await signedAssertion(pem, claims, NOW)).toBeUndefined();
});
