import ExternalLink from "lucide-solid/icons/external-link";
import { Show } from "solid-js";
import type { Requirement } from "../../../../schema/manifest/requirement.ts";

/** What a value is for, and where the provider shows it. */
export function FieldHelp(props: { requirement: Pick<Requirement, "help" | "whereToFind"> }) {
  return (
    <>
      {props.requirement.help}
      <Show when={props.requirement.whereToFind}>
        {(where) => (
          <span class="mt-1 block">
            Where to find it:{" "}
            <a
              href={where().url}
              target="_blank"
              rel="noreferrer"
              class="text-accent-ink underline decoration-1 underline-offset-2 hover:decoration-2 [&_svg]:ml-0.5 [&_svg]:inline [&_svg]:size-3"
            >
              {where().text}
              <ExternalLink aria-hidden="true" />
              <span class="sr-only"> (opens a new tab)</span>
            </a>
          </span>
        )}
      </Show>
    </>
  );
}
