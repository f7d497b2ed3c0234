import { For, Show } from "solid-js";
import type { MergePreview } from "../../../schema/contracts/merges.ts";
import { Tag } from "../../ui/tag.tsx";
import { IDENTITY_WORDS, identityText } from "./identity-words.ts";

/** What there will be after the merge, and how much moves. */
export function MergeOutcome(props: { preview: MergePreview }) {
  const joined = () => props.preview.conversations.filter(({ joins }) => joins !== null).length;
  const moves = () => {
    const { conversations, messages, identities, activities } = props.preview.counts;
    return [
      counted(conversations, "conversation"),
      counted(messages, "message"),
      counted(identities, "way to reach them", "ways to reach them"),
      counted(activities, "line of the timeline", "lines of the timeline"),
    ].filter((words) => words !== undefined);
  };
  return (
    <section aria-label="After the merge" class="mt-4 rounded-inner bg-sunken p-3 text-13">
      <h3 class="font-medium">After the merge</h3>
      <p class="mt-1 text-ink-2">
        {moves().length === 0
          ? `${props.preview.b.name} brings nothing else along.`
          : `${props.preview.b.name} brings ${LIST.format(moves())}.`}
        <Show when={joined() > 0}>
          {" "}
          {joined() === 1
            ? "One conversation goes on in the one they already have through the same number."
            : `${joined()} conversations go on in those they already have through the same numbers.`}
        </Show>
      </p>
      <Show when={(props.preview.result.identities ?? []).length > 0}>
        <h4 class="mt-2.5 text-12 font-medium text-ink-2">Known as</h4>
        <ul class="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          <For each={props.preview.result.identities}>
            {(identity) => (
              <li class="min-w-0 break-words">
                <span class="text-ink-2">{IDENTITY_WORDS[identity.kind]}</span> {identityText(identity)}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.preview.result.tags.length > 0}>
        <h4 class="mt-2.5 text-12 font-medium text-ink-2">Tags</h4>
        <div class="mt-1 flex flex-wrap gap-1">
          <For each={props.preview.result.tags}>{(tag) => <Tag text={tag} />}</For>
        </div>
      </Show>
    </section>
  );
}

const LIST = new Intl.ListFormat("en", { type: "conjunction" });

function counted(count: number, one: string, many = `${one}s`): string | undefined {
  return count === 0 ? undefined : `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
