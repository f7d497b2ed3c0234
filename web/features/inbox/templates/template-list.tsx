import LayoutTemplate from "lucide-solid/icons/layout-template";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { Template } from "../../../../schema/contracts/templates.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { RelativeTime } from "../../../ui/relative-time.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { Select } from "../../../ui/select.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import type { templatesOf } from "./templates-of.ts";
import { inOrder, languageName, matching, templateTitle, whyNot } from "./template-words.ts";

/** Every template of the number: found by words and language, those that cannot be sent last and with the reason. */
export function TemplateList(props: {
  templates: ReturnType<typeof templatesOf>;
  /** Where people make them. */
  managerUrl: string;
  chosen: string | undefined;
  onChoose: (template: Template) => void;
}) {
  const [search, setSearch] = createSignal("");
  const [language, setLanguage] = createSignal("");
  const all = createMemo(() => inOrder(props.templates.list.data ?? []));
  const shown = createMemo(() => matching(all(), { language: language(), search: search() }));
  const languages = createMemo(() => [
    { value: "", label: "All languages" },
    ...[...new Set(all().map((template) => template.language))]
      .map((value) => ({ value, label: languageName(value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
  ]);
  let box: HTMLDivElement | undefined;

  /** The arrow keys walk from the search into the list and through it. */
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.target instanceof HTMLSelectElement) return;
    const rows = [...(box?.querySelectorAll<HTMLElement>("[data-template]") ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <div
      ref={(element) => (box = element)}
      tabindex={-1}
      data-templates
      class="outline-none flex min-h-0 flex-1 flex-col gap-2"
      onKeyDown={walk}
    >
      <Show when={all().length > 0}>
        <SearchField label="Search templates" onSearch={setSearch} />
        <Show when={languages().length > 2}>
          <Select label="Language" hideLabel value={language()} options={languages()} onChange={setLanguage} />
        </Show>
      </Show>
      <SyncLine templates={props.templates} />
      <div class="min-h-0 flex-1 overflow-y-auto" tabindex={-1}>
        <Switch>
          <Match when={all().length > 0}>
            <ul aria-label="Templates" class="flex flex-col gap-0.5">
              <For each={shown()}>
                {(template) => (
                  <li>
                    <button
                      type="button"
                      data-template={template.name}
                      aria-current={props.chosen === template.id || undefined}
                      class="block w-full rounded-inner px-2.5 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft max-narrow:min-h-11"
                      onClick={() => props.onChoose(template)}
                    >
                      <span class="flex items-baseline gap-2">
                        <span class="min-w-0 flex-1 truncate text-13 font-medium">{templateTitle(template.name)}</span>
                        <span class="shrink-0 text-12 text-ink-2">{template.language}</span>
                      </span>
                      <Show
                        when={whyNot(template)}
                        fallback={<span class="line-clamp-2 text-12 text-ink-2">{template.shape.body}</span>}
                      >
                        {(why) => <span class="block truncate text-12 text-danger">{why().long}</span>}
                      </Show>
                    </button>
                  </li>
                )}
              </For>
            </ul>
            <Show when={shown().length === 0}>
              <p class="px-2.5 py-6 text-center text-13 text-ink-2" role="status">
                No template matches.
              </p>
            </Show>
          </Match>
          <Match when={props.templates.list.error}>
            {(error) => (
              <ErrorState
                error={error()}
                title="The templates could not be loaded."
                onRetry={() => {
                  // The button goes with its error: the focus must not go with it.
                  box?.focus();
                  props.templates.reload();
                }}
                retrying={props.templates.list.isFetching}
              />
            )}
          </Match>
          <Match when={props.templates.list.data === undefined || props.templates.syncing()}>
            <div class="flex flex-col gap-2" aria-busy="true">
              <span class="sr-only" role="status">
                Loading templates
              </span>
              <For each={[0, 1, 2, 3]}>{() => <Skeleton class="h-12 w-full" />}</For>
            </div>
          </Match>
          <Match when={true}>
            <div class="flex flex-col items-center px-4 py-10 text-center text-13 text-ink-2">
              <LayoutTemplate class="mb-3 size-6 text-ink-3" aria-hidden="true" />
              <p class="font-medium text-ink">No approved templates yet</p>
              <p class="mt-1">
                Make one in{" "}
                <a
                  href={props.managerUrl}
                  target="_blank"
                  rel="noopener noreferrer"
                  class="inline text-accent-ink underline"
                >
                  WhatsApp Manager
                </a>
                , then read them here again.
              </p>
            </div>
          </Match>
        </Switch>
      </div>
    </div>
  );
}

function SyncLine(props: { templates: ReturnType<typeof templatesOf> }) {
  const sync = () => props.templates.sync();
  return (
    <div class="flex min-h-8 items-center gap-2 text-12 text-ink-2">
      <p class="min-w-0 flex-1" role="status">
        <Switch>
          <Match when={props.templates.syncing()}>Reading templates from WhatsApp…</Match>
          <Match when={sync()?.error}>
            {(error) => <span class="text-danger">They could not be read anew. {error().message}</span>}
          </Match>
          <Match when={sync()?.syncedAt}>
            {(at) => (
              <>
                Read from WhatsApp <RelativeTime at={at()} />
                {sync()?.cut ? ". There are more than are kept here." : ""}
              </>
            )}
          </Match>
        </Switch>
      </p>
      <IconButton
        label="Read the templates anew"
        busy={props.templates.syncing()}
        onClick={() => void props.templates.ask()}
      >
        <RefreshCw aria-hidden="true" />
      </IconButton>
    </div>
  );
}
