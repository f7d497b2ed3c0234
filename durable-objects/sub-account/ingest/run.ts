import type { AccountTx } from "../account.ts";

/** What one transaction of ingest gathers on its way, to be written once at its end. */
export interface IngestRun {
  readonly tx: AccountTx;
  /** Whether the number is a sandbox install; false for one this object has not been told of yet. */
  isSandbox(integrationId: string): boolean;
  /** Conversations whose state changed, and whether this run made them: each is published once. */
  readonly touched: Map<string, "created" | "updated">;
  /** Per integration, what the audit row will say. */
  trail(integrationId: string): Trail;
}

/** What an audit row says of one integration's part. */
export interface Trail {
  messages: string[];
  contacts: string[];
  statuses: number;
  changes: number;
  notices: number;
}

/** For what changes a conversation's newest message: it is published once, whatever else happens to it in this run. */
export function touchIn(run: IngestRun): (conversationId: string) => void {
  return (id) => {
    if (!run.touched.has(id)) run.touched.set(id, "updated");
  };
}
