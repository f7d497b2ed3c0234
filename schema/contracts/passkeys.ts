import { z } from "zod";
import { Id, line, Timestamp } from "./common.ts";
import { CurrentPassword } from "./users.ts";

/** What an authenticator sends is binary, and small: the largest part is its statement of what it is. */
const Binary = z.base64url().min(1).max(16_384);
/** A browser's word for how an authenticator is reached; new ones come without notice. */
const Transport = z.string().regex(/^[a-z-]{1,32}$/);
const SignedTicket = z.string().min(20).max(2000);

/** One of the caller's passkeys. */
export const Passkey = z.object({
  id: Id,
  name: z.string(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  backedUp: z.boolean().meta({ description: "Whether the person's other devices have it too" }),
  usableHere: z.boolean().meta({ description: "A passkey works at the address it was made at alone" }),
});
export type Passkey = z.infer<typeof Passkey>;
export const PasskeyList = z.object({ docs: z.array(Passkey) });
export type PasskeyList = z.infer<typeof PasskeyList>;

/** What the browser's own dialog is opened with, and the ticket that goes back with its outcome. */
export const PasskeyCeremony = z.object({
  ticket: z.string(),
  options: z.record(z.string(), z.unknown()).meta({ description: "As navigator.credentials takes them, in JSON" }),
});
export type PasskeyCeremony = z.infer<typeof PasskeyCeremony>;

export const BeginPasskey = z.object({ currentPassword: CurrentPassword });
const NamedPasskey = z.object({ name: line(60) });
export const RenamePasskey = NamedPasskey;
export const RemovePasskey = z.object({ currentPassword: CurrentPassword });

const Credential = z.object({
  id: Binary,
  rawId: Binary,
  type: z.literal("public-key"),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});

export const AddPasskey = NamedPasskey.extend({
  ticket: SignedTicket,
  response: Credential.extend({
    response: z.object({
      clientDataJSON: Binary,
      attestationObject: Binary,
      transports: z.array(Transport).max(10).default([]),
    }),
  }),
});
export type AddPasskey = z.infer<typeof AddPasskey>;

export const PasskeySignIn = z.object({
  ticket: SignedTicket,
  response: Credential.extend({
    response: z.object({ clientDataJSON: Binary, authenticatorData: Binary, signature: Binary }),
  }),
});
export type PasskeySignIn = z.infer<typeof PasskeySignIn>;
