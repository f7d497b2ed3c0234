import { Match, Switch } from "solid-js";
import type { BrandVoice } from "../../../schema/contracts/brand-voice.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { getBrandVoice } from "../../rest/brand-voice.ts";
import { queryClient } from "../../stores/queries.ts";
import { useRead } from "../../stores/use-read.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { VoiceForm } from "./voice-form.tsx";

/** What every AI that writes for the account is told of it. */
export default function BrandVoicePage() {
  const account = useAccount();
  const key = [account.id, "brand-voice"];
  const voice = useRead(() => ({ queryKey: key, queryFn: ({ signal }) => getBrandVoice(account.id, signal) }));
  return (
    <Page
      narrow
      title="Brand voice"
      text={
        account.tenant.type === "subaccount"
          ? "Said once, and told to every AI agent that writes for this account."
          : "Said once, and told to every AI agent of every client below you, unless they say something of their own."
      }
    >
      <Switch fallback={<VoiceSkeleton />}>
        <Match when={voice.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void voice.refetch()} retrying={voice.isFetching} />}
        </Match>
        <Match when={voice.data}>
          {(known) => (
            <VoiceForm voice={known()} onSaved={(saved) => queryClient.setQueryData<BrandVoice>(key, saved)} />
          )}
        </Match>
      </Switch>
    </Page>
  );
}

function VoiceSkeleton() {
  return (
    <div aria-busy="true" class="flex flex-col gap-5">
      <span class="sr-only" role="status">
        Loading the brand voice
      </span>
      <Skeleton class="h-28" />
      <Skeleton class="h-28" />
      <Skeleton class="h-28" />
    </div>
  );
}
