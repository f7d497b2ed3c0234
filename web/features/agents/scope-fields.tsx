import { createUniqueId, For, Show } from "solid-js";
import { AGENT_TAGS_MAX } from "../../../schema/agent-limits.ts";
import { CHANNEL_RULES, CHANNELS } from "../../../schema/channels.ts";
import type { AgentScope } from "../../../schema/contracts/agents.ts";
import { WordsEditor } from "../../ui/words-editor.tsx";
import { scopeWords } from "./scope-words.ts";

/** Where an agent writes unless the person chooses another: channels, and tags of the contact. Nothing chosen is everywhere. */
export function ScopeFields(props: {
  scope: AgentScope;
  onChange: (scope: AgentScope) => void;
  error: string | undefined;
}) {
  const id = createUniqueId();
  const has = (channel: AgentScope["channels"][number]): boolean => props.scope.channels.includes(channel);
  return (
    <fieldset class="min-w-0" aria-describedby={`${id}-help`}>
      <legend class="mb-1.5 text-13 font-medium">Writes for</legend>
      <div class="flex flex-wrap gap-1.5">
        <For each={CHANNELS}>
          {(channel) => (
            <button
              type="button"
              aria-pressed={has(channel)}
              class="inline-flex h-7 items-center rounded-full border border-line bg-surface px-3 text-13 text-ink-2 transition-colors duration-100 hover:border-field-line hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink max-narrow:h-11 max-narrow:px-4"
              onClick={() =>
                props.onChange({
                  tags: [...props.scope.tags],
                  channels: CHANNELS.filter((other) => (other === channel ? !has(channel) : has(other))),
                })
              }
            >
              {CHANNEL_RULES[channel].name}
            </button>
          )}
        </For>
      </div>
      <div class="mt-2 flex items-start gap-2 text-13">
        <span class="pt-1.5 text-ink-3 max-narrow:pt-4">Tags</span>
        <WordsEditor
          label="tag"
          words={props.scope.tags}
          suggestions={[]}
          most={AGENT_TAGS_MAX}
          onChange={(tags) => props.onChange({ channels: [...props.scope.channels], tags })}
        />
      </div>
      <Show when={props.error}>
        <p class="mt-1 text-13 text-danger" role="alert">
          {props.error}
        </p>
      </Show>
      <p id={`${id}-help`} class="mt-1 text-12 text-ink-3">
        {scopeWords(props.scope)}. Anyone can still choose it by hand.
      </p>
    </fieldset>
  );
}
