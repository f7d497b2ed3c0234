import CircleCheck from "lucide-solid/icons/circle-check";
import CirclePause from "lucide-solid/icons/circle-pause";
import Clock from "lucide-solid/icons/clock";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { HealthCause, Integration } from "../../../schema/contracts/integrations.ts";
import { channelOf } from "../../../schema/channels.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { verifyIntegration } from "../../rest/integrations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { now } from "../../stores/clock.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Checks } from "./checks.tsx";
import { refreshIntegrations } from "./use-modules.ts";

/** Whether the module works, in the provider's words, what to do if not, and a way to ask again. */
export function HealthCard(props: {
  module: Module;
  integration: Integration;
  /** Opens the form to correct the credentials, where there are any. */
  onCorrect?: (() => void) | undefined;
}) {
  const account = useAccount();
  const [busy, setBusy] = createSignal(false);
  // Where time helps, or a person at the provider, other credentials would not.
  const passing = () => ELSEWHERE.has(props.integration.health.cause);
  const correct = () =>
    account.can("manageModules") && props.integration.state === "error" && !passing() ? props.onCorrect : undefined;
  const verify = async () => {
    setBusy(true);
    try {
      const checked = await verifyIntegration(props.integration.id);
      await refreshIntegrations(account.id);
      if (checked.health.ok) toast(`${props.module.name} works.`);
      else toast(`${props.module.name} does not work.`, { tone: "danger", detail: checked.health.reason });
    } catch (error) {
      toastError("It could not be checked.", error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <div class="flex flex-wrap items-start gap-x-4 gap-y-3">
        <span class="mt-0.5 [&_svg]:size-5">
          <Switch fallback={<CircleCheck class="text-success" aria-hidden="true" />}>
            <Match when={props.integration.state === "disabled"}>
              <CirclePause class="text-ink-3" aria-hidden="true" />
            </Match>
            <Match when={props.integration.state === "pending"}>
              <Clock class="text-warning" aria-hidden="true" />
            </Match>
            <Match when={props.integration.state === "error" || !props.integration.health.ok}>
              <TriangleAlert class="text-danger" aria-hidden="true" />
            </Match>
            <Match when={props.integration.health.reason}>
              <TriangleAlert class="text-warning" aria-hidden="true" />
            </Match>
          </Switch>
        </span>
        <div class="min-w-60 flex-1">
          <h2 class="flex flex-wrap items-center gap-x-3 gap-y-1 text-14 font-semibold">
            {headline(props.integration, props.module)}
            <Show when={props.integration.health.cause}>
              {(cause) => <Badge tone={props.integration.health.ok ? "warning" : "danger"}>{CAUSES[cause()]}</Badge>}
            </Show>
          </h2>
          <Show when={props.integration.health.reason}>
            <p class="mt-1 text-13 text-ink-2">{props.integration.health.reason}</p>
          </Show>
          <Show when={props.integration.health.fix}>
            <p class="mt-2 rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning">
              <span class="font-semibold">What to do: </span>
              {props.integration.health.fix}
            </p>
          </Show>
          <Show when={unsettled(props.integration)}>
            {(watch) => (
              <p class="mt-2 rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning" role="status">
                <span class="font-semibold">The last check did not succeed. </span>
                {watch().reason} It is tried again by itself; if it stays so, everybody who manages modules gets a mail.
              </p>
            )}
          </Show>
          <Show when={endsSoon(props.integration)}>
            {(end) => (
              <p class="mt-2 rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning">
                <span class="font-semibold">The credentials end </span>
                <RelativeTime at={end()} />. Replace them before that.
              </p>
            )}
          </Show>
          <Show when={Object.keys(props.integration.details).length > 0}>
            <dl class="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-13">
              <For each={Object.entries(props.integration.details)}>
                {([name, value]) => (
                  <div class="flex gap-1.5">
                    <dt class="text-ink-3">{inWords(name)}</dt>
                    <dd>{value}</dd>
                  </div>
                )}
              </For>
            </dl>
          </Show>
          <p class="mt-1.5 text-12 text-ink-3">
            Checked <RelativeTime at={props.integration.health.checkedAt} />
            <Show when={props.integration.watch}>
              {(watch) => (
                <>
                  {" "}
                  · Next check <RelativeTime at={watch().nextCheckAt} />
                </>
              )}
            </Show>
            <Show when={!props.integration.applied}> · The latest change is on its way to the inbox.</Show>
          </p>
          <Checks integration={props.integration} />
        </div>
        <div class="flex flex-wrap gap-2">
          <Show when={props.integration.sandbox && props.module.works.state === "works" && account.can("sendMessages")}>
            <ButtonLink href={`/a/${account.id}/${channelOf(props.module.slug) ? "phone" : "inbox"}`} variant="primary">
              {channelOf(props.module.slug) ? "Open the customer's phone" : "Try it in the inbox"}
            </ButtonLink>
          </Show>
          <Show when={correct()}>
            {(open) => (
              <Button variant="primary" onClick={() => open()()}>
                Correct the credentials
              </Button>
            )}
          </Show>
          <Show when={account.can("manageModules") && props.integration.state !== "disabled"}>
            <Button
              variant={props.integration.state === "error" && passing() ? "primary" : undefined}
              busy={busy()}
              onClick={() => void verify()}
            >
              Check again
            </Button>
          </Show>
        </div>
      </div>
    </Card>
  );
}

/** The kind of trouble in a few words; the reason beside it is the provider's. */
const CAUSES: Record<HealthCause, string> = {
  credentials: "Credentials refused",
  expired: "Credentials expired",
  permission: "Permission missing",
  not_found: "Not found",
  configuration: "Set-up does not match",
  blocked: "Blocked by the provider",
  rate_limited: "Too many calls",
  provider_down: "Provider in trouble",
  network: "Not reached",
};
const ELSEWHERE: ReadonlySet<HealthCause | undefined> = new Set([
  "blocked",
  "rate_limited",
  "provider_down",
  "network",
]);

/** What the checks nobody asked for found, while it may yet pass. */
function unsettled({ watch, health, state }: Integration): Integration["watch"] {
  return watch !== null && watch.failures > 0 && health.ok && state !== "disabled" ? watch : null;
}

const SOON_MS = 14 * 24 * 60 * 60_000;

/** When the credentials end, if that is near. */
function endsSoon({ health }: Integration): string | undefined {
  return health.expiresAt !== undefined && Date.parse(health.expiresAt) - now() < SOON_MS
    ? health.expiresAt
    : undefined;
}

/** A name of the provider's as people write it: "displayNumber" becomes "Display number". */
function inWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function headline(integration: Integration, { name, slug }: Module): string {
  if (integration.state === "disabled")
    return channelOf(slug)
      ? `${name} is off. Nothing is sent, and what arrives waits.`
      : `${name} is off. Nobody can use it until it is on again.`;
  if (integration.state === "pending") return `${name} is being set up.`;
  if (integration.state === "error" || !integration.health.ok) return `${name} does not work at the moment.`;
  if (integration.health.reason) return `${name} works, but not all of it.`;
  return integration.sandbox ? `${name} works, in test mode.` : `${name} works.`;
}
