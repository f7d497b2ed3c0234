import type { Mutant } from "./mutant.ts";

const DOWNLOAD = "durable-objects/kit/media-download.workers.test.ts";
const STORE = "durable-objects/kit/store-stream.workers.test.ts";
const FETCHER = "durable-objects/sub-account/media/media-fetcher.workers.test.ts";
const REACTIONS = "durable-objects/sub-account/reactions/reactions.workers.test.ts";
const SENDING = "durable-objects/sub-account/sending/attachments.workers.test.ts";
const ROUTES = "worker/routes/attachments.workers.test.ts";

/** Files, where they are fetched from and how they are served; reactions. */
export const MEDIA_MUTANTS: readonly Mutant[] = [
  {
    name: "media: a host need only contain the provider's name",
    file: "durable-objects/kit/media-hosts.ts",
    from: "name.endsWith(host) && name !== host",
    to: "name.includes(host.slice(1))",
    project: "workers",
    tests: [DOWNLOAD],
  },
  {
    name: "media: any port and scheme will do",
    file: "durable-objects/kit/media-hosts.ts",
    from: 'url.protocol !== "https:" || url.port !== ""',
    to: 'url.protocol === "file:"',
    project: "workers",
    tests: [DOWNLOAD],
  },
  {
    name: "media: only the first address is checked",
    file: "durable-objects/kit/media-download.ts",
    from: "const reason = mediaUrlFault(url, allowed);",
    to: "const reason = hop > 0 ? undefined : mediaUrlFault(url, allowed);",
    project: "workers",
    tests: [DOWNLOAD],
  },
  {
    name: "media: the token goes wherever a redirect leads",
    file: "durable-objects/kit/media-download.ts",
    from: "new URL(url).origin === new URL(first).origin",
    to: "new URL(url).origin !== null",
    project: "workers",
    tests: [DOWNLOAD],
  },
  {
    name: "media: a file may be as long as it likes",
    file: "durable-objects/kit/store-stream.ts",
    from: "if (size > maxBytes) {",
    to: "if (size > Number.MAX_SAFE_INTEGER) {",
    project: "workers",
    tests: [STORE],
  },
  {
    name: "media: the rest of a chunk is lost where a part ends",
    file: "durable-objects/kit/store-stream.ts",
    from: "rest.byteLength > 0; rest = part.take(rest)",
    to: "rest.byteLength > 0; rest = rest.subarray(rest.byteLength)",
    project: "workers",
    tests: [STORE],
  },
  {
    name: "media: digests are not compared",
    file: "durable-objects/sub-account/media/fetch-media.ts",
    from: "if (!announced.every((digest) => isSameDigest(digest, stored.sha256))) {",
    to: "if (announced.length > 99) {",
    project: "workers",
    tests: [FETCHER],
  },
  {
    name: "media: a claim is no lease",
    file: "durable-objects/sub-account/media/claim-fetches.ts",
    from: "const dueAt = tx.now + LEASE_MS;",
    to: "const dueAt = tx.now;",
    project: "workers",
    tests: [FETCHER],
  },
  {
    name: "media: what is under way is claimed again",
    file: "durable-objects/sub-account/media/claim-fetches.ts",
    from: "notInArray(attachments.id, [...underWay]),",
    to: "",
    project: "workers",
    tests: [FETCHER],
  },
  {
    name: "reactions: one that fails stays on the screen",
    file: "durable-objects/sub-account/reactions/settle-reaction.ts",
    from: 'if (outcome.kind !== "sent") revertReaction',
    to: 'if (outcome.kind === "retry") revertReaction',
    project: "workers",
    tests: [REACTIONS],
  },
  {
    name: "reactions: one a dead process was sending is taken for a message",
    file: "durable-objects/sub-account/sending/recover.ts",
    from: 'if (action === "react") {',
    to: 'if (action !== "send" && action !== "react") {',
    project: "workers",
    tests: [REACTIONS],
  },
  {
    name: "sending: an upload is not used up",
    file: "durable-objects/sub-account/media/attach-upload.ts",
    from: 'and(eq(attachments.id, id), isNull(attachments.messageId), eq(attachments.state, "stored"))',
    to: 'and(eq(attachments.id, id), eq(attachments.state, "stored"))',
    project: "workers",
    tests: [SENDING],
  },
  {
    name: "serving: everything is shown in place",
    file: "worker/services/attachments/serve.ts",
    from: "const isInline = INLINE.has(file.mimeType) && !saved;",
    to: "const isInline = !saved;",
    project: "workers",
    tests: [ROUTES],
  },
  {
    name: "serving: a file under any message will do",
    file: "durable-objects/sub-account/media/open-attachment.ts",
    from: "[eq(attachments.messageId, message.messageId), eq(attachments.conversationId, message.conversationId)]",
    to: "[]",
    project: "workers",
    tests: [ROUTES],
  },
  {
    name: "serving: a sealed address lives for ever",
    file: "durable-objects/kit/media-link.ts",
    from: "return now < until ?",
    to: "return until > 0 ?",
    project: "workers",
    tests: [ROUTES],
  },
];
