import type { DownMessage } from "../../schema/realtime/down.ts";

/**
 * What a message asks of the connection that stands at change `seq` (`null` before the first hello):
 * `begin` the feed starts here · `apply` the next change · `ignore` seen before · `reconnect` a change is missing, ask again from `seq` ·
 * `reload` the feed cannot be continued, read everything anew · `pass` not part of the feed.
 */
export type ResumeStep = {
  seq: number | null;
  next: "begin" | "apply" | "ignore" | "reconnect" | "reload" | "pass";
};

/** Keeps a reader of the change feed gap-free and free of repeats. Pure: the caller keeps `seq`. */
export function resume(seq: number | null, message: DownMessage): ResumeStep {
  switch (message.type) {
    case "hello":
      if (seq === null) return { seq: message.seq, next: "begin" };
      // A feed that ends before what we have seen is another feed: the account was restored from a copy.
      return message.seq < seq ? { seq: message.seq, next: "reload" } : { seq, next: "pass" };
    case "reset":
      return { seq: message.seq, next: "reload" };
    case "change":
    case "passed":
      if (seq === null) return { seq, next: "reconnect" };
      if (message.seq <= seq) return { seq, next: "ignore" };
      return message.seq === seq + 1 ? { seq: message.seq, next: "apply" } : { seq, next: "reconnect" };
    case "presence":
    case "draft":
      return { seq, next: "pass" };
    default:
      return message satisfies never;
  }
}
