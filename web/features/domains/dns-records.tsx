import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { Domain } from "../../../schema/contracts/domains.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";

/** What to put into a domain's DNS: the proof, and for a site where it must lead. */
export function DnsRecords(props: { domain: Domain; target: string }) {
  const account = useAccount();
  const records = () => [
    props.domain.record,
    ...(props.domain.use === "site"
      ? [{ name: props.domain.domain, type: "CNAME" as const, value: props.target }]
      : []),
  ];
  return (
    <div class="flex flex-col gap-2">
      <p class="text-ink-2">
        Where you manage the domain's DNS, add{" "}
        {props.domain.use === "site"
          ? "these records. The first proves that it is yours."
          : "this record. It proves that it is yours."}{" "}
        It is looked for every few minutes.
      </p>
      <ul class="flex flex-col divide-y divide-line rounded-inner border border-line">
        <For each={records()}>
          {(record) => (
            <li class="flex flex-col gap-1 px-3 py-2">
              <span class="text-12 font-medium text-ink-2">{record.type}</span>
              <Part label="Name" text={record.name} />
              <Part label="Value" text={record.value} />
            </li>
          )}
        </For>
      </ul>
      <Show when={account.sandbox}>
        <p class="text-12 text-ink-2">
          Test mode: put the first one into the{" "}
          <A
            href={`/sandbox/dns?${new URLSearchParams({ name: props.domain.record.name, value: props.domain.record.value })}`}
            class="font-medium text-accent-ink underline"
          >
            sandbox's DNS
          </A>
          .
        </p>
      </Show>
    </div>
  );
}

function Part(props: { label: string; text: string }) {
  return (
    <div class="flex items-center gap-2">
      <span class="w-12 shrink-0 text-12 text-ink-2">{props.label}</span>
      <code class="min-w-0 flex-1 font-mono text-12 break-all">{props.text}</code>
      <CopyButton text={props.text} label={`Copy the ${props.label.toLowerCase()} of ${props.text.slice(0, 24)}`} />
    </div>
  );
}
