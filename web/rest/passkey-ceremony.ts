import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import type { Passkey } from "../../schema/contracts/passkeys.ts";
import type { LoginResponse } from "../../schema/contracts/users.ts";
import { ApiError } from "./client.ts";
import { addPasskey, beginPasskey, beginPasskeySignIn, signInByPasskey } from "./passkeys.ts";

/** Has the device make a passkey and keeps it. Throws ApiError, also where the person or the device says no. */
export async function makePasskey(given: { name: string; currentPassword: string }): Promise<Passkey> {
  const { ticket, options } = await beginPasskey(given.currentPassword);
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const { response, ...credential } = await asked(() => startRegistration({ optionsJSON }));
  const { clientDataJSON, attestationObject, transports } = response;
  const { doc } = await addPasskey({
    ticket,
    name: given.name,
    response: {
      ...plain(credential),
      response: { clientDataJSON, attestationObject, transports: transports ?? [] },
    },
  });
  return doc;
}

/** Signs in with a passkey of this device, or of one nearby. Throws ApiError, also where the person or the device says no. */
export async function enterByPasskey(): Promise<LoginResponse> {
  const { ticket, options } = await beginPasskeySignIn();
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const { response, ...credential } = await asked(() => startAuthentication({ optionsJSON }));
  const { clientDataJSON, authenticatorData, signature } = response;
  return signInByPasskey({
    ticket,
    response: { ...plain(credential), response: { clientDataJSON, authenticatorData, signature } },
  });
}

function plain({ id, rawId }: { id: string; rawId: string }) {
  return { id, rawId, type: "public-key" as const };
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new ApiError({ status: 0, code: "passkey_refused", message: why(error) });
  }
}

function why(error: unknown): string {
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED")
    return "This device has a passkey of yours already.";
  if (error instanceof Error && error.name === "NotAllowedError")
    return "Your device did not go on: it was cancelled, took too long, or has no passkey for this address.";
  return "Your device could not do that. Try again, or use another way.";
}
