import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { ImpersonationConsent, SupportAccess } from "../../../schema/contracts/impersonations.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { decideSupportAccess, getSupportAccess } from "../../rest/impersonations.ts";
import { queryClient } from "../../stores/queries.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const CHOICES: readonly { value: ImpersonationConsent; label: string; text: string }[] = [
  { value: "always", label: "Whenever they give a reason", text: "They can start by themselves. You see it at once." },
  {
    value: "ask",
    label: "Only when you allow it",
    text: "You open the account for some hours; otherwise nobody gets in.",
  },
  { value: "never", label: "Never", text: "Nobody, the platform included. Whoever is looking now is shown out." },
];
const HOURS = [
  { value: "1", label: "1 hour" },
  { value: "4", label: "4 hours" },
  { value: "24", label: "1 day" },
  { value: "168", label: "7 days" },
] as const;
type Hours = (typeof HOURS)[number]["value"];

/** What the account decides about people viewing as its own. Its own administrators decide; everyone else reads it. */
export function ConsentCard() {
  const account = useAccount();
  const key = [account.id, "support-access"];
  const access = useRead(() => ({ queryKey: key, queryFn: ({ signal }) => getSupportAccess(account.id, signal) }));
  const [saving, setSaving] = createSignal(false);
  const [hours, setHours] = createSignal<Hours>("4");

  const decide = async (impersonation: ImpersonationConsent, forHours?: number) => {
    setSaving(true);
    try {
      const told = await decideSupportAccess(account.id, {
        impersonation,
        ...(forHours === undefined ? {} : { hours: forHours }),
      });
      queryClient.setQueryData<SupportAccess>(key, told);
      void queryClient.invalidateQueries({ queryKey: [account.id, "views"] });
      toast("Saved");
    } catch (error) {
      toastError("That was not saved.", error);
      void access.refetch();
    } finally {
      setSaving(false);
    }
  };

  return (
    <Card title="Who may look in">
      <Switch
        fallback={
          <div class="flex flex-col gap-3" aria-busy="true">
            <Skeleton class="h-10 w-full" />
            <Skeleton class="h-10 w-full" />
            <Skeleton class="h-10 w-full" />
          </div>
        }
      >
        <Match when={access.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void access.refetch()} />}
        </Match>
        <Match when={access.data}>
          {(known) => (
            <>
              <fieldset disabled={saving()} class="flex flex-col">
                <legend class="sr-only">Who may look in</legend>
                <For each={CHOICES}>
                  {(choice) => (
                    <label class="relative flex min-h-11 items-start gap-3 rounded-inner px-2 py-2 has-focus-visible:outline-2 has-focus-visible:outline-accent-ink">
                      <input
                        type="radio"
                        name="support-access"
                        class="peer absolute inset-0 size-full cursor-pointer appearance-none outline-none aria-disabled:cursor-default"
                        value={choice.value}
                        checked={known().impersonation === choice.value}
                        // Not disabled: who may only read it still gets to it by keyboard.
                        aria-disabled={!known().mayDecide}
                        onClick={(event) => !known().mayDecide && event.preventDefault()}
                        onChange={() => void decide(choice.value)}
                      />
                      <span
                        class="mt-0.5 size-4 shrink-0 rounded-full border border-field-line peer-checked:border-5 peer-checked:border-accent"
                        aria-hidden="true"
                      />
                      <span>
                        <span class="block text-13 font-medium">{choice.label}</span>
                        <span class="block text-12 text-ink-2">{choice.text}</span>
                      </span>
                    </label>
                  )}
                </For>
              </fieldset>
              <Show when={known().impersonation === "ask"}>
                <div class="mt-3 flex flex-wrap items-end gap-3 border-t border-line pt-3">
                  <p class="min-w-0 flex-1 text-13">
                    <Show when={known().until} fallback="Nobody may look in at the moment.">
                      {(until) => (
                        <>
                          Open: it closes <RelativeTime at={until()} />.
                        </>
                      )}
                    </Show>
                  </p>
                  <Show when={known().mayDecide}>
                    <Show
                      when={known().until}
                      fallback={
                        <>
                          <Select
                            label="Allow for"
                            value={hours()}
                            options={HOURS}
                            onChange={setHours}
                            class="w-32 max-narrow:w-full"
                          />
                          <Button variant="primary" busy={saving()} onClick={() => void decide("ask", Number(hours()))}>
                            Allow
                          </Button>
                        </>
                      }
                    >
                      <Button busy={saving()} onClick={() => void decide("ask")}>
                        Close it now
                      </Button>
                    </Show>
                  </Show>
                </div>
              </Show>
              <Show when={!known().mayDecide}>
                <p class="mt-3 rounded-inner bg-sunken px-3 py-2 text-12 text-ink-2">
                  Only this account's own administrators decide this.
                </p>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Card>
  );
}
