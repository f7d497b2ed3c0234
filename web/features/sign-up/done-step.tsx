import { Show } from "solid-js";
import type { CompletedSignUp } from "../../../schema/contracts/sign-ups.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { curlExample } from "../keys/curl-example.ts";
import { ShownKey } from "../keys/shown-key.tsx";
import { opened } from "./draft.ts";
import { StepDoor } from "./step-door.tsx";

/** It is open: the first API key, this once, and where to go on. */
export function DoneStep() {
  return (
    <Show
      when={opened()}
      fallback={
        <StepDoor
          step="done"
          title="Your agency is open"
          text="The API key was shown once. You make others under Settings > API keys."
        >
          <ButtonLink href="/" variant="primary" class="h-10 w-full">
            Open your workspace
          </ButtonLink>
        </StepDoor>
      }
    >
      {(done) => <Opened done={done()} />}
    </Show>
  );
}

function Opened(props: { done: CompletedSignUp }) {
  const next = () => `/a/${props.done.tenant.id}/welcome`;
  return (
    <StepDoor
      step="done"
      title={`${props.done.tenant.name} is open`}
      text="Your trial has begun. Next: open an account for your first client, and have everything in it set up."
    >
      <div class="flex flex-col gap-5">
        <ButtonLink href={next()} variant="primary" class="h-10 w-full">
          Set up your first client
        </ButtonLink>
        <section class="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 shadow-raised">
          <div>
            <h2 class="text-14 font-semibold">Your API key</h2>
            <p class="mt-0.5 text-13 text-ink-2">
              For programs that act for your agency. It is shown this once, and works for 90 days; you end it, and make
              others, under Settings &gt; API keys.
            </p>
          </div>
          <ShownKey
            name={props.done.apiKey.doc.name}
            value={props.done.apiKey.key}
            example={curlExample(location.origin, props.done.tenant, props.done.apiKey.doc.scopes)}
          />
          <ButtonLink href="/api-docs">Read the API's pages</ButtonLink>
        </section>
      </div>
    </StepDoor>
  );
}
