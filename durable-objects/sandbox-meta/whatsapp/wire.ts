import type { SandboxWire } from "../wire.ts";
import { answerGraph } from "./graph-api.ts";
import { messagesBody, reactionBody, statusBody } from "./webhook-body.ts";

/** The fake Cloud API. */
export const whatsappWire: SandboxWire = {
  missing: ({ phone, bsuid }) => (phone === undefined && bsuid === undefined ? "a phone or a bsuid" : undefined),
  messageId: (name) => `wamid.${btoa(name)}`,
  answerGraph,
  messagesBody,
  reactionBody,
  typeOf: ({ mime_type: mimeType }) => /^(image|video|audio)\//.exec(mimeType)?.[1] ?? "document",
  openFiles: false,
  statusBody,
  usualFailure: 131_000,
};
