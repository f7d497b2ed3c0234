import { createSignal, Match, Show, Switch } from "solid-js";
import type { SecondFactorRequirement } from "../../../schema/contracts/second-factor.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { decideSecondFactorRequirement, getSecondFactorRequirement } from "../../rest/agency-sign-in.ts";
import { queryClient } from "../../stores/queries.ts";
import { toast } from "../../stores/toasts.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Whether the agency asks its people, and its clients', for more than a password. */
export function RequirementCard() {
  const account = useAccount();
  const key = [account.id, "second-factor-requirement"];
  const read = useRead(() => ({
    queryKey: key,
    queryFn: ({ signal }) => getSecondFactorRequirement(account.id, signal),
  }));
  const [deciding, setDeciding] = createSignal(false);
  const decide = async (required: boolean) => {
    queryClient.setQueryData<SecondFactorRequirement>(key, await decideSecondFactorRequirement(account.id, required));
    toast(required ? "Everyone is asked for more than a password now." : "A password alone is enough again.");
  };
  return (
    <Card
      class="mb-5"
      title="More than a password"
      text="Ask everyone who works on this agency or on one of its clients for a passkey or an authenticator app. Whoever has none is led to set one up."
    >
      <Switch fallback={<Skeleton class="h-14 w-60" />}>
        <Match when={read.data}>
          {(known) => (
            <>
              <p class="flex flex-wrap items-center gap-2 text-13">
                <Badge tone={known().required ? "success" : "neutral"}>
                  {known().required ? "Asked for" : "Not asked for"}
                </Badge>
                <span class="text-ink-2">
                  <Show when={known().since}>
                    {(at) => (
                      <>
                        since <RelativeTime at={at()} /> ·{" "}
                      </>
                    )}
                  </Show>
                  {ofPeople(known())}
                </span>
              </p>
              <div class="mt-3">
                <Button disabled={!account.holds("manageUsers")} onClick={() => setDeciding(true)}>
                  {known().required ? "Ask no longer" : "Ask everyone"}
                </Button>
              </div>
              <ConfirmDialog
                open={deciding()}
                onClose={() => setDeciding(false)}
                title={known().required ? "Ask no longer?" : "Ask everyone for more than a password?"}
                text={
                  known().required
                    ? "A password alone opens the agency and its clients again. What people set up stays theirs."
                    : "It holds at once: whoever signed in with a password alone is stopped until they set one up or sign in again with theirs. API keys go on."
                }
                act={known().required ? "Ask no longer" : "Ask everyone"}
                danger={known().required}
                onConfirm={() => decide(!known().required)}
              />
            </>
          )}
        </Match>
        <Match when={read.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void read.refetch()} retrying={read.isFetching} />}
        </Match>
      </Switch>
    </Card>
  );
}

function ofPeople({ people, without }: SecondFactorRequirement): string {
  if (without === 0) return people === 1 ? "the one person here has one" : `all ${people} people have one`;
  return `${without} of ${people} ${people === 1 ? "person" : "people"} ${without === 1 ? "has" : "have"} none yet`;
}
