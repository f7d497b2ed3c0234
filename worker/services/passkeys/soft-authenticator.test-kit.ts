import { isoBase64URL, isoCBOR, isoUint8Array } from "@simplewebauthn/server/helpers";
import type { PasskeyCeremony } from "../../../schema/contracts/passkeys.ts";

/** What a test may have an authenticator or a browser get wrong. */
export interface Slip {
  origin?: string;
  rpId?: string;
  challenge?: string;
  /** Whether it knew the person by finger, face or PIN. */
  verifiedUser?: boolean;
  type?: string;
  counter?: number;
  /** Signs something else. */
  forged?: boolean;
}

const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

/** An authenticator of software, with one key of its own, and the browser in front of it. */
export async function softAuthenticator(site = "https://trellis.test") {
  const keys = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const publicKey = new Uint8Array((await crypto.subtle.exportKey("raw", keys.publicKey)) as ArrayBuffer);
  const credentialId = crypto.getRandomValues(new Uint8Array(16));
  const id = isoBase64URL.fromBuffer(credentialId);

  const clientData = (type: string, options: PasskeyCeremony["options"], slip: Slip) =>
    isoUint8Array.fromUTF8String(
      JSON.stringify({
        type: slip.type ?? type,
        challenge: slip.challenge ?? options["challenge"],
        origin: slip.origin ?? site,
        crossOrigin: false,
      }),
    );
  const authData = async (slip: Slip, attested?: Uint8Array<ArrayBuffer>) => {
    const flags = UP | (slip.verifiedUser === false ? 0 : UV) | (attested ? AT : 0);
    const counter = new DataView(new ArrayBuffer(4));
    counter.setUint32(0, slip.counter ?? 0);
    return isoUint8Array.concat([
      await sha256(isoUint8Array.fromUTF8String(slip.rpId ?? new URL(site).hostname)),
      new Uint8Array([flags]),
      new Uint8Array(counter.buffer),
      ...(attested ? [attested] : []),
    ]);
  };

  return {
    id,
    /** As `navigator.credentials.create` answers. */
    async create({ options }: PasskeyCeremony, slip: Slip = {}) {
      const cose = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, publicKey],
        ]),
      );
      const attested = isoUint8Array.concat([
        new Uint8Array(16),
        new Uint8Array([0, credentialId.length]),
        credentialId,
        cose,
      ]);
      const statement = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", await authData(slip, attested)],
      ]);
      const attestationObject = isoCBOR.encode(statement as Parameters<typeof isoCBOR.encode>[0]);
      return {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: isoBase64URL.fromBuffer(clientData("webauthn.create", options, slip)),
          attestationObject: isoBase64URL.fromBuffer(attestationObject),
          transports: ["internal"],
        },
      };
    },
    /** As `navigator.credentials.get` answers. */
    async get({ options }: PasskeyCeremony, slip: Slip = {}) {
      const clientDataJSON = clientData("webauthn.get", options, slip);
      const authenticatorData = await authData(slip);
      const signed = isoUint8Array.concat([authenticatorData, await sha256(clientDataJSON)]);
      const signature = await crypto.subtle.sign("Ed25519", keys.privateKey, slip.forged ? clientDataJSON : signed);
      return {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: isoBase64URL.fromBuffer(clientDataJSON),
          authenticatorData: isoBase64URL.fromBuffer(authenticatorData),
          signature: isoBase64URL.fromBuffer(new Uint8Array(signature)),
        },
      };
    },
  };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
