import type { z } from "zod";
import type { Health } from "../schema/contracts/integrations.ts";
import type { MessageError } from "../schema/contracts/messages.ts";
import type { InboundEvent } from "../schema/inbound/event.ts";
import type { OUTSIDE_ID_KINDS } from "../schema/control-plane/outside-ids.ts";

/** A value the module needs from an account before it can work. The install form, the API and its errors come from this. */
export interface RequirementSpec {
  name: string;
  kind: "text" | "secret";
  label: string;
  help: string;
  whereToFind?: { text: string; url: string };
  placeholder?: string;
  required: boolean;
  /** `perAccount` for anything that routes inbound traffic; a shared deployment shares only `shareable` values. */
  sharing: "shareable" | "perAccount";
  pattern?: { source: string; message: string };
}

/** A module is data that a browser may import (manifest.ts) … */
export interface ModuleManifest {
  slug: string;
  name: string;
  category: "channels" | "ai";
  summary: string;
  version: string;
  icon: string;
  docsUrl: string;
  requirements: readonly RequirementSpec[];
  config: z.ZodObject;
  /** Whether a built-in provider stands in for the real one in test mode. */
  sandbox: boolean;
}

/** Credentials opened for one call, by requirement name. Never logged, never kept. */
export type Credentials = Readonly<Record<string, string>>;

/** The way to the provider: the real API under its base URL, or the built-in one of a sandbox install. */
export type ProviderFetch = (path: string, init?: RequestInit) => Promise<Response>;

/** An outside id the provider has just proved to be under this account's control. */
export interface ProvenId {
  kind: (typeof OUTSIDE_ID_KINDS)[number];
  outsideId: string;
}

/** What verification found. `proven` ids may be claimed; `details` is shown to people (display number, verified name). */
export interface Verification {
  health: Health;
  proven: ProvenId[];
  details: Record<string, string>;
}

export interface OutgoingText {
  /** Our message id, put in the provider's echo field. */
  echoId: string;
  /** Recipient: the person's ids on this channel, most durable first. */
  to: { kind: string; value: string }[];
  text: string;
  /** 1 for the first try: the wait before the next one grows with it. */
  attempt: number;
}

/**
 * How a send ended. `retry`: it certainly was not sent and may be later, not before `afterMs`. `unknown`: nobody can tell whether it was
 * sent. `failed`: it was not and will not be.
 */
export type SendOutcome =
  | { kind: "sent"; externalId: string }
  | { kind: "retry"; afterMs: number; error: MessageError }
  | { kind: "failed"; error: MessageError }
  | { kind: "unknown"; error: MessageError };

/** One routed part of a webhook: which outside id it is for, and the events in it. `raw` is the provider's own slice. */
export interface InboundGroup {
  route: ProvenId;
  /** Events without their integration, which routing supplies. */
  events: DistributiveOmit<InboundEvent, "integrationId">[];
  raw: unknown;
}
export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A webhook body taken apart. Both lists can always be written as JSON. */
export interface ParsedWebhook {
  groups: InboundGroup[];
  unreadable: { reason: string; raw: unknown }[];
}

/** A token bucket: so many at once, then so many a second. */
export interface Pace {
  burst: number;
  perSecond: number;
}

/** … and code that only the server loads (handlers.ts). */
export interface ChannelHandlers {
  verify(credentials: Credentials, provider: ProviderFetch, now: number): Promise<Verification>;
  send(message: OutgoingText, credentials: Credentials, provider: ProviderFetch): Promise<SendOutcome>;
  /** How fast the provider takes messages: over all of an install, and to one person. Staying under it is cheaper than being refused. */
  readonly pace: { install: Pace; person: Pace };
  /** Never throws for anything a provider might put in a body: what it cannot read it returns under `unreadable`. `receivedAt` in ms. */
  parseWebhook(body: unknown, receivedAt: number): ParsedWebhook;
}
