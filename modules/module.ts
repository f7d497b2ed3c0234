import type { z } from "zod";
import type { Health } from "../schema/contracts/integrations.ts";
import type { Attachment, MessageError } from "../schema/contracts/messages.ts";
import type { SentTemplate } from "../schema/contracts/template-shape.ts";
import type { Template } from "../schema/contracts/templates.ts";
import type { InboundEvent } from "../schema/inbound/event.ts";
import type { OUTSIDE_ID_KINDS } from "../schema/control-plane/outside-ids.ts";
import type { Manifest } from "../schema/manifest/manifest.ts";

/** What a channel takes of one type of file, from its own documentation. */
export interface MediaRule {
  maxBytes: number;
  /** Types that can be sent; without parameters. */
  mimeTypes: readonly string[];
  /** The longest text that may go with it, in characters. Absent: none may. */
  captionMax?: number;
  docsUrl: string;
}

/** A module is data that a browser may import (manifest.ts): what JSON can hold of it, and … */
export interface ModuleManifest extends Manifest {
  /** Its settings, each of a form's kinds with a title and a description: the form is drawn from its JSON Schema. */
  config: z.ZodObject;
  /** Whether a built-in provider stands in for the real one in test mode. */
  sandbox: boolean;
  /** Files a channel carries, by type. Absent: none. */
  media?: Partial<Record<Attachment["type"], MediaRule>>;
}

/** Credentials opened for one call, by requirement name. Never logged, never kept. */
export type Credentials = Readonly<Record<string, string>>;

/**
 * The way to the provider: the real API under its base URL, or the built-in one of a sandbox install. `address` is a path at the module's first
 * api, or a whole address at any of its `apis`; others are refused unless the module asks at given addresses.
 */
export type ProviderFetch = (address: string, init?: RequestInit) => Promise<Response>;

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

/** What a message asks of the provider. */
export type OutgoingContent =
  | { kind: "text"; text: string }
  | { kind: "media"; file: OutgoingFile; caption: string }
  /** One the provider approved beforehand, filled in; with the file above its words where it has one. */
  | { kind: "template"; template: SentTemplate; file?: OutgoingFile }
  /** To a message the provider knows by this id; null takes ours back. */
  | { kind: "reaction"; targetExternalId: string; emoji: string | null };

export interface Outgoing<Content = OutgoingContent> {
  /** Our message id, put in the provider's echo field. Absent where no message of ours is sent. */
  echoId?: string;
  /** Recipient: the person's ids on this channel, most durable first. */
  to: { kind: string; value: string }[];
  content: Content;
  /** The provider's id of the message this one answers. */
  replyToExternalId?: string;
  /** The reply window is over and a person wrote this: it leaves as the channel lets people answer later. */
  humanAgent?: boolean;
  /** 1 for the first try: the wait before the next one grows with it. */
  attempt: number;
}

/** A file as it is sent. */
export interface OutgoingFile {
  type: Attachment["type"];
  name: string;
  mimeType: string;
  /** bytes */
  size: number;
  voice: boolean;
  /** Its bytes, anew at each call. Throws when they are not there any more. */
  open(): Promise<ReadableStream<Uint8Array>>;
  /** An address on this server where anyone may fetch it for some minutes, for providers that fetch by themselves. */
  link(): Promise<string>;
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

/** Where a provider has a file, by its id or its address; a webhook gives one of them. */
export interface RemoteMedia {
  mediaId: string | null;
  url: string | null;
}

/**
 * What the provider says of a file: where it is now, and what it will be. `bearer` is sent to that address and nowhere else. `retry`: ask
 * again later; `failed`: it is not to be had.
 */
export type MediaLocation =
  | { kind: "found"; url: string; bearer?: string; mimeType?: string; sha256?: string; size?: number }
  | { kind: "retry"; error: MessageError }
  | { kind: "failed"; error: MessageError };

/** How the files of a channel are had. */
export interface ChannelMedia {
  /** The provider's own hosts: a name, or with a leading dot every name below it. Nothing is fetched from any other. */
  readonly hosts: readonly string[];
  /** Never throws. */
  locate(remote: RemoteMedia, credentials: Credentials, provider: ProviderFetch): Promise<MediaLocation>;
}

/** What a provider says of a person. `none`: it does not know, or will not say; `retry`: ask again later. */
export type ProfileOutcome = { kind: "found"; name?: string; username?: string } | { kind: "none" } | { kind: "retry" };

/** A message template as its provider holds it. */
export type ProviderTemplate = Pick<
  Template,
  "externalId" | "name" | "language" | "category" | "status" | "reason" | "quality" | "shape"
>;

/** What came of reading them all. `cut`: there are more than are kept. `retry`: ask again later; `failed`: something must change first. */
export type TemplateReading =
  | { kind: "read"; templates: ProviderTemplate[]; cut: boolean }
  | { kind: "retry"; error: MessageError }
  | { kind: "failed"; error: MessageError };

/** A variable that puts another server in a provider's place. Those of new modules end with _API_URL. */
export type ApiVariable = "META_GRAPH_URL" | "ANTHROPIC_BASE_URL" | `${string}_API_URL`;

/** Servers of a provider that one variable replaces. */
export interface ProviderApi {
  /** A name ("api.stripe.com"), or with a leading dot every name below it (".docusign.net"). */
  readonly host: string;
  readonly variable: ApiVariable;
}

/** A provider of the module's own for test mode: it keeps nothing, and speaks as the real one documents. */
export interface BuiltInProvider {
  /** What it hands out to an install, by requirement name. */
  readonly credentials: Credentials;
  readonly answer: ProviderFetch;
}

/** … and code that only the server loads (handlers.ts). */
export interface ModuleHandlers {
  /** Every server the module speaks with; a path without a host goes to the first. Empty where there is none, or only addresses of people's. */
  readonly apis: readonly ProviderApi[];
  /** Whether it also asks at addresses that a person gave. They must be public (schema/public-address.ts). */
  readonly asksGivenAddresses?: boolean;
  /** Where the manifest says `sandbox` and no object of the platform's plays the provider. */
  readonly sandbox?: BuiltInProvider;
  verify(credentials: Credentials, provider: ProviderFetch, now: number): Promise<Verification>;
  /**
   * Settings of an earlier version as this one takes them: only those that were set, so that what is new gets its default. Absent: they are the
   * same. `from` is the version they are of.
   */
  migrateConfig?(config: Readonly<Record<string, unknown>>, from: string): Record<string, unknown>;
}

/** What a channel does besides. */
export interface ChannelHandlers extends ModuleHandlers {
  send(message: Outgoing, credentials: Credentials, provider: ProviderFetch): Promise<SendOutcome>;
  /** How fast the provider takes messages: over all of an install, and to one person. Staying under it is cheaper than being refused. */
  readonly pace: { install: Pace; person: Pace };
  /** Never throws for anything a provider might put in a body: what it cannot read it returns under `unreadable`. `receivedAt` in ms. */
  parseWebhook(body: unknown, receivedAt: number): ParsedWebhook;
  readonly media: ChannelMedia;
  /** Where webhooks bring no names: who has this id. Never throws. */
  readProfile?(personId: string, credentials: Credentials, provider: ProviderFetch): Promise<ProfileOutcome>;
  /** Where messages may be sent as templates the provider approved: all of them. Never throws. */
  listTemplates?(credentials: Credentials, provider: ProviderFetch): Promise<TemplateReading>;
}
