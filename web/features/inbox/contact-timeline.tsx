import { createMemo, createSignal, For, Show } from "solid-js";
import type { Person } from "../../stores/inbox/people.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { activityWords, timelineLines } from "./activity-words.ts";
import { type UndoableMerge, undoableMerge } from "../merging/undoable-merge.ts";
import { useInbox } from "./inbox-context.tsx";
import { PanelSection } from "./panel-section.tsx";

const SHOWN_FIRST = 8;

/** What happened with this person, newest first. */
export function ContactTimeline(props: { person: Person }) {
  const { inbox } = useInbox();
  const [whole, setWhole] = createSignal(false);
  const lines = createMemo(() => timelineLines(props.person.timeline ?? []));
  const nameOf = (userId: string): string | undefined => inbox.members().find((member) => member.id === userId)?.name;
  const undo = async ({ winnerId, mergeId }: UndoableMerge): Promise<void> =>
    (await import("../merging/undo-merge.ts")).undoMergeOf(inbox.tenant, winnerId, mergeId);
  return (
    <PanelSection title="Timeline">
      <Show when={props.person.timeline} fallback={<Skeleton class="h-4 w-40" />}>
        <Show when={lines().length > 0} fallback={<p class="text-13 text-ink-3">Nothing has happened yet.</p>}>
          <ol class="space-y-2.5 pt-1">
            <For each={whole() ? lines() : lines().slice(0, SHOWN_FIRST)}>
              {(line) => (
                <li class="relative pl-4 text-13 before:absolute before:top-1.5 before:left-0 before:size-1.5 before:rounded-full before:bg-field-line">
                  <p class="break-words text-ink-2">{activityWords(line, nameOf)}</p>
                  <RelativeTime at={line.activity.createdAt} class="text-12 text-ink-3" />
                  <Show when={inbox.canEdit && undoableMerge(line.activity, props.person.timeline ?? [])} keyed>
                    {(merge) => (
                      <button
                        type="button"
                        class="ml-2 rounded-inner text-12 font-medium text-accent-ink hover:underline max-narrow:min-h-11 max-narrow:px-2"
                        aria-label={`Undo the merge with ${merge.name}`}
                        onClick={() => void undo(merge)}
                      >
                        Undo
                      </button>
                    )}
                  </Show>
                </li>
              )}
            </For>
          </ol>
          <Show when={!whole() && lines().length > SHOWN_FIRST}>
            <button
              type="button"
              class="mt-3 rounded-inner text-12 font-medium text-accent-ink hover:underline max-narrow:min-h-11"
              onClick={() => setWhole(true)}
            >
              Show all {lines().length}
            </button>
          </Show>
        </Show>
      </Show>
    </PanelSection>
  );
}
