import { For } from "solid-js";
import { CopyButton } from "../../ui/copy-button.tsx";

/** Recovery codes, to copy or write down. */
export function RecoveryCodeList(props: { codes: string[] }) {
  return (
    <div class="flex flex-col gap-3">
      <ul
        aria-label="Recovery codes"
        class="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-inner bg-sunken px-4 py-3 font-mono text-13"
      >
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ul>
      <p class="flex items-center gap-1 text-13 text-ink-2">
        Copy them all <CopyButton text={props.codes.join("\n")} label="Copy all recovery codes" />
      </p>
    </div>
  );
}
