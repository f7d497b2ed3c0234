import Clock from "lucide-solid/icons/clock";
import Lock from "lucide-solid/icons/lock";
import { createSignal, Show } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { PLAN_NAMES } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { grantModule, withdrawRequest } from "../../rest/module-access.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { priceWords } from "./price-words.ts";
import { RequestDialog } from "./request-dialog.tsx";
import { refreshModules } from "./use-modules.ts";

/**
 * Said in place of the install form where the account may not install the module: what includes it, its price, and how to come by it. The
 * account asks, and sees what became of it; whoever looks down on it from above gives it.
 */
export function UpsellCard(props: { module: Module }) {
  const account = useAccount();
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  // Who sees an account above this one is its agency, or the platform.
  const looksDown = () => account.path.length > 1;
  const request = () => props.module.access.request;
  const waits = () => props.module.entitlement === "requested";
  const act = async (what: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await what();
      await refreshModules(account.id);
      toast(done);
    } catch (error) {
      toastError("That did not work.", error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <div class="flex items-start gap-4">
        <Show when={waits()} fallback={<Lock class="mt-0.5 size-5 shrink-0 text-ink-3" aria-hidden="true" />}>
          <Clock class="mt-0.5 size-5 shrink-0 text-warning" aria-hidden="true" />
        </Show>
        <div class="min-w-0 flex-1">
          <h2 class="text-14 font-semibold">
            {waits()
              ? `${props.module.name} is asked for`
              : `${props.module.name} is not part of the ${PLAN_NAMES[account.tenant.plan]} plan`}
          </h2>
          <Show when={!waits()}>
            <p class="mt-1 text-13 text-ink-2">
              {props.module.plans.length > 0
                ? `It is included in ${new Intl.ListFormat("en").format(props.module.plans.map((plan) => PLAN_NAMES[plan]))}.`
                : "No plan includes it at the moment."}
              <Show when={props.module.price}>{(price) => <> By itself: {priceWords(price())}.</>}</Show>
            </p>
          </Show>
          <Show when={waits() && request()}>
            {(open) => (
              <p class="mt-1 text-13 text-ink-2">
                {open().askedBy} asked <RelativeTime at={open().askedAt} />
                {looksDown() ? "." : ". You get a mail once it is decided."}
                <Show when={open().note}>{(note) => <> Note: “{note()}”</>}</Show>
              </p>
            )}
          </Show>
          <Show when={!waits() && request()?.state === "declined" && request()}>
            {(declined) => (
              <p class="mt-2 rounded-inner bg-warning-soft px-3 py-2 text-13 text-warning">
                <span class="font-semibold">Declined </span>
                <RelativeTime at={declined().decidedAt ?? declined().askedAt} />
                {`: ${declined().reason ?? ""}`}
              </p>
            )}
          </Show>
          <Show
            when={account.can("manageModules")}
            fallback={
              <p class="mt-2 text-13 font-medium">
                {waits() ? "" : "An administrator of this account can ask for it."}
              </p>
            }
          >
            <div class="mt-4 flex flex-wrap gap-2">
              <Show
                when={looksDown()}
                fallback={
                  <Show
                    when={waits()}
                    fallback={
                      <Button variant="primary" onPointerEnter={preloadDialog} onClick={() => setAsking(true)}>
                        {request()?.state === "declined" ? "Ask again" : "Request access"}
                      </Button>
                    }
                  >
                    <Button
                      busy={busy()}
                      onClick={() => void act(() => withdrawRequest(props.module.slug), "The request is taken back.")}
                    >
                      Take the request back
                    </Button>
                  </Show>
                }
              >
                <Button
                  variant="primary"
                  busy={busy()}
                  onClick={() =>
                    void act(
                      () => grantModule(account.id, props.module.slug, true),
                      `${account.tenant.name} may use ${props.module.name} now.`,
                    )
                  }
                >
                  {waits() ? "Approve" : "Give access"}
                </Button>
              </Show>
            </div>
          </Show>
        </div>
      </div>
      <RequestDialog module={props.module} open={asking()} onClose={() => setAsking(false)} />
    </Card>
  );
}
