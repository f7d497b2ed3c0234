import Pencil from "lucide-solid/icons/pencil";
import { createSignal, Show } from "solid-js";
import { ApiError } from "../../rest/client.ts";

export interface EditableTextProps {
  /** What is edited: "E-mail". */
  label: string;
  value: string | null;
  /** The field's name in the API, to find its error. */
  field: string;
  /** Absent: it can only be read. Rejects when refused; the value is then back as it was. */
  onSave?: ((value: string | null) => Promise<void>) | undefined;
  type?: "text" | "email" | "tel";
  /** Cannot be emptied. */
  required?: boolean;
}

/** A value that becomes a field when pressed. Enter or leaving saves, Escape gives up; a refusal says why and keeps what was typed. */
export function EditableText(props: EditableTextProps) {
  const [editing, setEditing] = createSignal(false);
  const [text, setText] = createSignal("");
  const [problem, setProblem] = createSignal<string | undefined>();
  let button: HTMLButtonElement | undefined;

  const begin = (): void => {
    setText(props.value ?? "");
    setProblem(undefined);
    setEditing(true);
  };
  const end = (refocus: boolean): void => {
    setEditing(false);
    setProblem(undefined);
    if (refocus) queueMicrotask(() => button?.focus());
  };
  const save = async (refocus: boolean): Promise<void> => {
    if (!editing()) return;
    const value = text().trim();
    if (value === (props.value ?? "")) return end(refocus);
    if (value === "" && props.required) return void setProblem(`${props.label} must not be empty.`);
    end(refocus);
    try {
      await props.onSave?.(value === "" ? null : value);
    } catch (error) {
      setText(value);
      setEditing(true);
      setProblem(
        error instanceof ApiError ? (error.forField(props.field) ?? error.message) : "This could not be saved.",
      );
    }
  };

  return (
    <Show
      when={editing()}
      fallback={
        <Show
          when={props.onSave}
          fallback={<p class="truncate py-1.5">{props.value ?? <span class="text-ink-3">None</span>}</p>}
        >
          <button
            ref={(element) => (button = element)}
            type="button"
            aria-label={props.value === null ? `Add ${props.label}` : `${props.label}: ${props.value}. Edit`}
            class="group -mx-2 flex min-h-8 w-[calc(100%+1rem)] items-center gap-2 rounded-inner px-2 text-left text-13 hover:bg-sunken max-narrow:min-h-11"
            onClick={begin}
          >
            <span class={`min-w-0 flex-1 truncate ${props.value === null ? "text-ink-3" : ""}`}>
              {props.value ?? "Add"}
            </span>
            <Pencil
              class="size-3.5 shrink-0 text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
              aria-hidden="true"
            />
          </button>
        </Show>
      }
    >
      <div class="py-0.5">
        <input
          ref={(element) => queueMicrotask(() => element.select())}
          type={props.type ?? "text"}
          aria-label={props.label}
          aria-invalid={problem() !== undefined || undefined}
          aria-describedby={problem() === undefined ? undefined : `${props.field}-problem`}
          autocomplete="off"
          class="-mx-2 h-7 w-[calc(100%+1rem)] rounded-inner border border-field-line bg-surface px-2 text-13 focus:border-accent-ink focus:outline-2 focus:outline-offset-0 focus:outline-accent-soft aria-invalid:border-danger max-narrow:h-11 max-narrow:text-16"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={() => void save(false)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              // Else the same key would press the button that takes the field's place.
              event.preventDefault();
              void save(true);
            }
            if (event.key !== "Escape") return;
            event.stopPropagation();
            end(true);
          }}
        />
        <Show when={problem()}>
          {(words) => (
            <p id={`${props.field}-problem`} role="alert" class="mt-1 text-12 text-danger">
              {words()}
            </p>
          )}
        </Show>
      </div>
    </Show>
  );
}
