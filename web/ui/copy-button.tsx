import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createSignal, onCleanup, Show } from "solid-js";
import { IconButton } from "./icon-button.tsx";

const CONFIRMED_FOR_MS = 1600;

/** Puts a text on the clipboard and says so. */
export function CopyButton(props: { text: string; label: string }) {
  const [copied, setCopied] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    setCopied(true);
    clearTimeout(timer);
    timer = setTimeout(() => setCopied(false), CONFIRMED_FOR_MS);
  };
  return (
    <IconButton label={copied() ? "Copied" : props.label} onClick={() => void copy()}>
      <Show when={copied()} fallback={<Copy aria-hidden="true" />}>
        <Check aria-hidden="true" class="text-success" />
      </Show>
    </IconButton>
  );
}
