import { CopyButton } from "../../ui/copy-button.tsx";

/** A key, the one time it is shown, and a first request with it. */
export function ShownKey(props: { name: string; value: string; example: string }) {
  return (
    <>
      <div>
        <h3 class="mb-1.5 text-13 font-medium">{props.name}</h3>
        <div class="flex items-center gap-1 rounded-inner border border-field-line bg-sunken py-1 pr-1 pl-3">
          <code class="min-w-0 flex-1 font-mono text-13 break-all" data-key>
            {props.value}
          </code>
          <CopyButton text={props.value} label="Copy the key" />
        </div>
      </div>
      <div>
        <div class="mb-1.5 flex items-center justify-between">
          <h3 class="text-13 font-medium">Try it</h3>
          <CopyButton text={props.example.replace("$TRELLIS_API_KEY", props.value)} label="Copy the request" />
        </div>
        <pre
          class="overflow-x-auto rounded-inner border border-line bg-sunken p-3 font-mono text-12"
          tabindex="0"
          aria-label="A first request"
        >
          {props.example}
        </pre>
      </div>
    </>
  );
}
