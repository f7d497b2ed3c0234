import type { SandboxWire } from "../wire.ts";
import { answerGraph } from "./graph-api.ts";
import { messagesBody, statusBody } from "./webhook-body.ts";

/** The fake Instagram messaging API. */
export const instagramWire: SandboxWire = {
  missing: ({ username }) => (username === undefined ? "a username" : undefined),
  messageId: (name) => btoa(`ig_item:1:IGMessageID:sandbox:${name}`).replaceAll("=", ""),
  answerGraph,
  messagesBody,
  statusBody,
  usualFailure: 2,
};
