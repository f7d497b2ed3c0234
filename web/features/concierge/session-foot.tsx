import { useNavigate } from "@solidjs/router";
import CircleCheck from "lucide-solid/icons/circle-check";
import CirclePause from "lucide-solid/icons/circle-pause";
import CircleStop from "lucide-solid/icons/circle-stop";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { startSession, steerSession } from "../../rest/concierge.ts";
import { tenantHome } from "../../stores/session.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { focusHome } from "./focus-home.ts";
import { liveWords } from "./progress-bar.tsx";
import { useSession } from "./session-context.tsx";

/** After the transcript: why it pauses, or how it ended, and the one thing to do then. */
export function SessionFoot() {
  const screen = useSession();
  return (
    <Switch>
      <Match when={screen.state().state === "finished"}>
        <Finished />
      </Match>
      <Match when={screen.state().state === "stopped"}>
        <Stopped />
      </Match>
      <Match when={screen.state().activity === "paused"}>
        <Paused />
      </Match>
    </Switch>
  );
}

function Foot(props: { icon: JSX.Element; title: string; text: JSX.Element; children?: JSX.Element; tone: string }) {
  return (
    <div role="group" class="rounded-card border border-line bg-surface p-5 shadow-raised" aria-label={props.title}>
      <h2 class={`flex items-center gap-2 text-16 font-semibold [&_svg]:size-5 [&_svg]:shrink-0 ${props.tone}`}>
        {props.icon}
        <span class="text-ink">{props.title}</span>
      </h2>
      <p class="mt-1 break-words text-ink-2">{props.text}</p>
      <Show when={props.children}>
        <div class="mt-4 flex flex-wrap gap-2">{props.children}</div>
      </Show>
    </div>
  );
}

function Finished() {
  const screen = useSession();
  const account = useAccount();
  const progress = () => screen.state().progress;
  const isAll = () => progress().live === progress().total;
  const played = () => progress().modules.filter(({ state, sandbox }) => state === "live" && sandbox).length;
  return (
    <Foot
      icon={<CircleCheck aria-hidden="true" />}
      tone="text-success"
      title={isAll() ? ALL_WORDS[played() === 0 ? "live" : "played"] : "That is all for now"}
      text={`${liveWords(progress())}${checkedWords(played(), progress().live)}. ${
        isAll() ? "Trellis goes on watching them." : "The rest was left out: take it up whenever you like."
      }`}
    >
      <ButtonLink href={tenantHome(account.tenant)} variant="primary">
        Go to the workspace
      </ButtonLink>
      <Show when={!isAll() && account.can("manageModules")}>
        <BeginAgain label="Set up the rest" />
      </Show>
    </Foot>
  );
}

/** What is said once nothing is left. Of test mode nobody should believe that customers are there. */
const ALL_WORDS = { live: "Everything is live", played: "Everything is ready" } as const;

/** Who said that they work: their providers, or nobody outside. */
function checkedWords(played: number, live: number): string {
  if (live === 0) return "";
  if (played === 0) return ", each checked with its provider";
  return played === live
    ? ", all in test mode: no provider was asked, and nothing reaches a customer"
    : `, ${played} of them in test mode, where no provider is asked`;
}

function Stopped() {
  const screen = useSession();
  const account = useAccount();
  return (
    <Foot
      icon={<CircleStop aria-hidden="true" />}
      tone="text-ink-3"
      title="Stopped"
      text={`${screen.state().stopped ?? "It was stopped."} ${liveWords(screen.state().progress)}, and stays so.`}
    >
      <Show when={account.can("manageModules")}>
        <BeginAgain label="Go on with the rest" />
      </Show>
      <ButtonLink href={tenantHome(account.tenant)}>Go to the workspace</ButtonLink>
    </Foot>
  );
}

function Paused() {
  const screen = useSession();
  const [busy, setBusy] = createSignal(false);
  const goOn = async () => {
    setBusy(true);
    await screen.ask("It could not go on.", () => steerSession(screen.session.id, { action: "continue" }));
    setBusy(false);
  };
  return (
    <Foot
      icon={<CirclePause aria-hidden="true" />}
      tone="text-warning"
      title="Paused"
      text={screen.state().stopped ?? "Nothing went forward for a while. Nothing is lost."}
    >
      <Show when={screen.mayAct()}>
        <Button ref={focusHome} variant="primary" busy={busy()} onClick={() => void goOn()}>
          Go on
        </Button>
      </Show>
    </Foot>
  );
}

function BeginAgain(props: { label: string }) {
  const screen = useSession();
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal(false);
  const left = () =>
    screen
      .state()
      .progress.modules.filter(({ state }) => state !== "live")
      .map(({ slug }) => slug);
  const begin = async () => {
    setBusy(true);
    await screen.ask("It could not begin.", async () => {
      const { id } = await startSession({ modules: left() });
      navigate(`/a/${screen.session.tenant}/welcome/${id}`);
    });
    setBusy(false);
  };
  return (
    <Button busy={busy()} onClick={() => void begin()}>
      {props.label}
    </Button>
  );
}
