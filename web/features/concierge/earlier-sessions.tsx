import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { SessionState } from "../../../schema/concierge/words.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listSessions } from "../../rest/concierge.ts";
import { useRead } from "../../stores/use-read.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { liveWords } from "./progress-bar.tsx";

const SHOWN = 5;
const STATES: Record<SessionState, string> = { active: "Under way", finished: "Finished", stopped: "Stopped" };

/** What was set up before, to read again: what was done, why, and what came of it. Nothing where there is nothing, or it is not known. */
export function EarlierSessions() {
  const account = useAccount();
  const sessions = useRead(() => ({
    queryKey: [account.id, "concierge", "sessions"],
    queryFn: ({ signal }) => listSessions({ limit: SHOWN }, account.id, signal),
    staleTime: 0,
  }));
  return (
    <Show when={(sessions.data?.docs.length ?? 0) > 0}>
      <section class="text-13" aria-label="Earlier">
        <h2 class="mb-1 font-semibold text-ink-2">Earlier</h2>
        <ul>
          <For each={sessions.data?.docs}>
            {(session) => (
              <li class="flex flex-wrap items-baseline gap-x-2 border-b border-line py-2 last:border-0">
                <A
                  href={`/a/${account.id}/welcome/${session.id}`}
                  class="font-medium text-accent-ink hover:underline max-narrow:-my-3 max-narrow:py-3"
                >
                  {STATES[session.state]}, {liveWords(session.progress)}
                </A>
                <span class="text-ink-3">
                  <RelativeTime at={session.createdAt} /> · {session.startedBy.name}
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
