import { A } from "@solidjs/router";
import BookOpen from "lucide-solid/icons/book-open";
import Check from "lucide-solid/icons/check";
import { For } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Card } from "../../ui/card.tsx";

/** What the module does today, and the way to its page of documentation. */
export function AboutCard(props: { module: Module }) {
  const account = useAccount();
  return (
    <Card
      title={props.module.works.state === "works" ? "What it does" : "What it does so far"}
      text={
        props.module.works.state === "works"
          ? undefined
          : "It can be connected and is checked. The product makes no other use of it yet."
      }
    >
      <ul class="flex flex-col gap-2 text-13">
        <For each={props.module.works.now}>
          {(sentence) => (
            <li class="flex gap-2.5">
              <Check class="mt-0.5 size-4 shrink-0 text-success" aria-hidden="true" />
              {sentence}
            </li>
          )}
        </For>
      </ul>
      <A
        href={`/a/${account.id}/modules/${props.module.slug}/docs`}
        class="mt-3 inline-flex items-center gap-1.5 text-13 font-medium text-accent-ink hover:underline max-narrow:min-h-11 [&_svg]:size-4"
      >
        <BookOpen aria-hidden="true" />
        How to set it up
      </A>
    </Card>
  );
}
