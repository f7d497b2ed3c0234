import { createSignal, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { getAuthenticator } from "../../rest/second-factor.ts";
import { useRead } from "../../stores/use-read.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const EnrolDialog = lazy(() => import("./enrol-dialog.tsx"));
const ProveDialog = lazy(() => import("./prove-dialog.tsx"));

/** Whether signing in takes a code besides the password, and the ways to change that. `onChanged` hears when one of them was left. */
export function AuthenticatorCard(props: { onChanged?: () => void }) {
  const state = useRead(() => ({
    queryKey: ["me", "authenticator"],
    queryFn: ({ signal }) => getAuthenticator(signal),
  }));
  const [doing, setDoing] = createSignal<"enrol" | "off" | "codes" | undefined>();
  const done = () => {
    setDoing(undefined);
    void state.refetch();
    props.onChanged?.();
  };
  return (
    <Card
      class="mb-5"
      title="Authenticator app"
      text="Signing in then takes a code of your phone besides the password, so a stolen password alone opens nothing."
    >
      <Switch fallback={<Skeleton class="h-8 w-40" />}>
        <Match when={state.data}>
          {(known) => (
            <Show
              when={known().on}
              fallback={
                <Button variant="primary" onClick={() => setDoing("enrol")}>
                  Set it up
                </Button>
              }
            >
              <p class="flex flex-wrap items-center gap-2 text-13">
                <Badge tone="success">On</Badge>
                <span class="text-ink-2">
                  since <Show when={known().since}>{(at) => <RelativeTime at={at()} />}</Show> ·{" "}
                  {known().recoveryCodesLeft === 1
                    ? "1 recovery code left"
                    : `${known().recoveryCodesLeft} recovery codes left`}
                </span>
              </p>
              <div class="mt-3 flex flex-wrap gap-2">
                <Button size="sm" onClick={() => setDoing("codes")}>
                  New recovery codes
                </Button>
                <Button size="sm" variant="quietDanger" onClick={() => setDoing("off")}>
                  Turn off
                </Button>
              </div>
            </Show>
          )}
        </Match>
        <Match when={state.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void state.refetch()} retrying={state.isFetching} />}
        </Match>
      </Switch>
      <Suspense>
        <Show when={doing() === "enrol"}>
          <EnrolDialog onClose={done} />
        </Show>
        <Show when={doing() === "off" || doing() === "codes"}>
          <ProveDialog act={doing() === "off" ? "off" : "codes"} onClose={done} />
        </Show>
      </Suspense>
    </Card>
  );
}
