import type { SandboxWire } from "../wire.ts";
import { answerGraph } from "./graph-api.ts";
import { messagesBody, reactionBody, statusBody } from "./webhook-body.ts";

/** The fake Instagram messaging API. */
export const instagramWire: SandboxWire = {
  missing: ({ username }) => (username === undefined ? "a username" : undefined),
  messageId: (name) => btoa(`ig_item:1:IGMessageID:sandbox:${name}`).replaceAll("=", ""),
  answerGraph,
  messagesBody,
  reactionBody,
  typeOf: ({ mime_type: mimeType }) => /^(image|video|audio)\//.exec(mimeType)?.[1] ?? "file",
  openFiles: true,
  statusBody,
  usualFailure: 2,
};
