import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { ModuleProgress } from "../../../schema/contracts/concierge.ts";
import { steerSession } from "../../rest/concierge.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { tokenWords } from "../../ui/cost-words.ts";
import { focusHome } from "./focus-home.ts";
import { ModuleActs } from "./module-acts.tsx";
import { MODULE_STATE_WORDS, ModuleStateMark } from "./module-state-mark.tsx";
import { liveWords, ProgressBar } from "./progress-bar.tsx";
import { useSession } from "./session-context.tsx";
import { DRIVER_NAMES, DRIVER_WORDS, payerWords, PLAYED_WORDS, usageWords } from "./usage-words.ts";

/** How far everything is: each module, who leads, with whose rights, who watches, and what it cost. */
export function ProgressPanel() {
  const screen = useSession();
  return (
    <div data-focus-home tabindex="-1" class="flex flex-col gap-6 p-5 max-narrow:p-0">
      <section aria-label="Progress">
        <p class="mb-2 text-20 font-semibold tabular-nums">{liveWords(screen.state().progress)}</p>
        <ProgressBar progress={screen.state().progress} />
        <ul class="mt-3 flex flex-col">
          <For each={screen.state().progress.modules.map(({ slug }) => slug)}>
            {(slug) => <ModuleLine slug={slug} />}
          </For>
        </ul>
      </section>
      <Leads />
      <Rights />
      <Usage />
      <Devices />
    </div>
  );
}

function ModuleLine(props: { slug: string }) {
  const screen = useSession();
  const module = () => screen.state().progress.modules.find(({ slug }) => slug === props.slug);
  return <Show when={module()}>{(known) => <KnownModule module={known()} />}</Show>;
}

function KnownModule(props: { module: ModuleProgress }) {
  const screen = useSession();
  const words = () => MODULE_STATE_WORDS[props.module.state];
  return (
    <li class="border-b border-line py-2.5 last:border-0">
      <div class="flex items-center gap-2.5">
        <ModuleStateMark state={props.module.state} />
        <Show
          when={props.module.integration !== null}
          fallback={<span class="min-w-0 flex-1 truncate text-13 font-medium">{props.module.name}</span>}
        >
          <A
            href={`/a/${screen.session.tenant}/modules/${props.module.slug}`}
            class="min-w-0 flex-1 truncate text-13 font-medium hover:underline max-narrow:-my-3 max-narrow:py-3"
          >
            {props.module.name}
          </A>
        </Show>
        <Show when={props.module.sandbox}>
          <SandboxTag />
        </Show>
        <span class={`shrink-0 text-12 ${words().ink}`}>{words().label}</span>
      </div>
      <Show when={props.module.state === "blocked"}>
        <Show when={props.module.reason}>
          <p class="mt-1 ml-6.5 text-12 break-words text-ink-2">{props.module.reason}</p>
        </Show>
        <Show when={props.module.fix}>
          <p class="mt-1 ml-6.5 text-12 break-words text-ink-2">{props.module.fix}</p>
        </Show>
      </Show>
      <Show when={props.module.state === "blocked" || props.module.state === "skipped"}>
        <div class="mt-2 ml-6.5">
          <ModuleActs module={props.module} />
        </div>
      </Show>
    </li>
  );
}

function Part(props: { title: string; children: JSX.Element }) {
  return (
    <section class="text-13">
      <h2 class="mb-1.5 text-12 font-medium text-ink-3">{props.title}</h2>
      {props.children}
    </section>
  );
}

function Leads() {
  const screen = useSession();
  const [busy, setBusy] = createSignal(false);
  const other = () => (screen.state().driver === "claude" ? "guided" : "claude");
  const isPlayed = () => screen.state().driver === "claude" && screen.state().usage.sandbox === true;
  const change = async () => {
    setBusy(true);
    await screen.ask("Who leads was not changed.", () =>
      steerSession(screen.session.id, { action: "drive", driver: other() }),
    );
    setBusy(false);
  };
  return (
    <Part title="Who leads">
      <p>
        <span class="font-medium">{DRIVER_NAMES[screen.state().driver]}.</span>{" "}
        <span class="text-ink-2">{isPlayed() ? PLAYED_WORDS : DRIVER_WORDS[screen.state().driver]}</span>
      </p>
      <Show when={screen.state().driverReason}>
        <p class="mt-1 text-12 break-words text-ink-3">{screen.state().driverReason}</p>
      </Show>
      <Show when={screen.mayAct()}>
        <Button size="sm" class="mt-2" busy={busy()} onClick={() => void change()}>
          {other() === "claude" ? "Let Claude lead" : "Go on guided"}
        </Button>
      </Show>
    </Part>
  );
}

function Rights() {
  const screen = useSession();
  const [busy, setBusy] = createSignal(false);
  const isMine = () => screen.state().holder.id === screen.me.id;
  const take = async () => {
    setBusy(true);
    await screen.ask("It was not taken over.", () => steerSession(screen.session.id, { action: "take" }));
    setBusy(false);
  };
  return (
    <Part title="Acts with the rights of">
      <div class="flex items-center gap-2">
        <Avatar name={screen.state().holder.name} size={24} />
        <span class="min-w-0 flex-1 truncate">{isMine() ? "You" : screen.state().holder.name}</span>
        <Show when={screen.mayAct() && !isMine()}>
          <Button ref={focusHome} size="sm" busy={busy()} onClick={() => void take()}>
            Take over
          </Button>
        </Show>
      </div>
    </Part>
  );
}

function Usage() {
  const screen = useSession();
  const usage = () => screen.state().usage;
  return (
    <Part title="What it used">
      <Switch>
        <Match when={usage().turns === 0 && usage().cost.micros === 0}>
          <p class="text-ink-2">No AI so far, so nothing.</p>
        </Match>
        <Match when={usage().sandbox}>
          <p class="text-ink-2 tabular-nums">
            {tokenWords(usage().inputTokens + usage().outputTokens)}. Claude is played in test mode, and nobody pays.
          </p>
        </Match>
        <Match when={true}>
          <p class="text-ink-2 tabular-nums">{usageWords(usage())}</p>
        </Match>
      </Switch>
      <Show when={payerWords(usage())}>{(words) => <p class="mt-0.5 text-12 text-ink-3">{words()}</p>}</Show>
    </Part>
  );
}

function Devices() {
  const screen = useSession();
  const people = () => {
    const counted = new Map<string, { name: string; devices: number }>();
    for (const { userId, name } of screen.transcript().devices) {
      counted.set(userId, { name, devices: (counted.get(userId)?.devices ?? 0) + 1 });
    }
    return [...counted].map(([id, known]) => ({ id, ...known }));
  };
  return (
    <Show when={people().length > 0}>
      <Part title="Here now">
        <ul class="flex flex-col gap-1.5">
          <For each={people()}>
            {(person) => (
              <li class="flex items-center gap-2">
                <Avatar name={person.name} size={24} />
                <span class="min-w-0 truncate">{person.id === screen.me.id ? "You" : person.name}</span>
                <Show when={person.devices > 1}>
                  <span class="text-12 text-ink-3">on {person.devices} devices</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Part>
    </Show>
  );
}
