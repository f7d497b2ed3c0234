import type { EntryKind, EntryOf } from "../../../schema/concierge/entries.ts";
import type { ConciergeSession, ConciergeState } from "../../../schema/contracts/concierge.ts";
import type { Answer, Caller } from "../../world.test-kit.ts";

/** A set-up of an account as a client of the API drives it. */
export interface SetUp {
  id: string;
  /** Calls below the session's address. */
  post(path: string, body: unknown): Promise<Answer<{ message?: string; removed?: number }>>;
  /** Its own clock brings it forward; answers it once it waits for somebody, or is over. */
  settled(): Promise<ConciergeSession>;
}

const SETTLED_MS = 20_000;

/** Begins a set-up with the guided driver. */
export async function beginSetUp(caller: Caller, body: object = {}): Promise<SetUp> {
  const begun = await caller.call<{ doc: ConciergeState }>("POST", "/api/concierge/sessions", {
    body: { driver: "guided", ...body },
  });
  if (begun.status !== 201) throw new Error(`not begun: ${begun.text}`);
  const { id } = begun.body.doc;
  const at = `/api/concierge/sessions/${id}`;
  return {
    id,
    post: (path, sent) => caller.call("POST", `${at}/${path}`, { body: sent }),
    async settled() {
      for (const until = Date.now() + SETTLED_MS; Date.now() < until;) {
        const { body: session } = await caller.call<ConciergeSession>("GET", at);
        if (session.state !== "active" || session.activity !== "working") return session;
        await scheduler.wait(5);
      }
      throw new Error("the set-up comes to no rest");
    },
  };
}

/** The entries of a kind that wait for somebody. */
export function openEntries<K extends EntryKind & ("form" | "question" | "approval")>(
  session: ConciergeSession,
  kind: K,
): EntryOf<K>[] {
  return session.entries.filter((entry): entry is EntryOf<K> => entry.kind === kind && entry.state === "open");
}
