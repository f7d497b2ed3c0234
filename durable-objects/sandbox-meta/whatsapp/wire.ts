import type { SandboxWire } from "../wire.ts";
import { answerGraph } from "./graph-api.ts";
import { messagesBody, statusBody } from "./webhook-body.ts";

/** The fake Cloud API. */
export const whatsappWire: SandboxWire = {
  missing: ({ phone, bsuid }) => (phone === undefined && bsuid === undefined ? "a phone or a bsuid" : undefined),
  messageId: (name) => `wamid.${btoa(name)}`,
  answerGraph,
  messagesBody,
  statusBody,
  usualFailure: 131_000,
};
