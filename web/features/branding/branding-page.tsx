import { createSignal, Match, Switch } from "solid-js";
import type { Branding } from "../../../schema/contracts/branding.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { getBranding } from "../../rest/branding.ts";
import { queryClient } from "../../stores/queries.ts";
import { useAccess } from "../../stores/session.ts";
import { useRead } from "../../stores/use-read.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BrandForm } from "./brand-form.tsx";
import { BrandPreview, type Previewed } from "./brand-preview.tsx";
import { LogoCard } from "./logo-card.tsx";

/** How the account looks to its people: name, accent, logo and the sender of its mail, with a preview of what is chosen. */
export default function BrandingPage() {
  const account = useAccount();
  const key = [account.id, "branding"];
  const branding = useRead(() => ({ queryKey: key, queryFn: ({ signal }) => getBranding(account.id, signal) }));
  const [typed, setTyped] = createSignal<Partial<Previewed>>({});
  const keep = (saved: Branding) => {
    queryClient.setQueryData<Branding>(key, saved);
    // The frame wears it as well.
    void useAccess(account.id).refetch();
  };
  const previewed = ({ own, inherited }: Branding): Previewed => ({
    name: own.name ?? inherited.name,
    accent: own.accent ?? inherited.accent,
    senderName: own.senderName ?? own.name ?? inherited.senderName,
    logo: own.logo ?? inherited.logo,
    ...typed(),
  });
  return (
    <Page
      title="Branding"
      text={
        account.tenant.type === "subaccount"
          ? "What this account's people and customers see in place of the product's name."
          : "What your people and every client below you see, unless they choose something of their own."
      }
    >
      <Switch fallback={<BrandingSkeleton />}>
        <Match when={branding.error}>
          {(error) => (
            <ErrorState error={error()} onRetry={() => void branding.refetch()} retrying={branding.isFetching} />
          )}
        </Match>
        <Match when={branding.data}>
          {(known) => (
            <div class="grid grid-cols-[minmax(0,1fr)_24rem] items-start gap-6 max-wide:grid-cols-1">
              <div class="flex flex-col gap-4">
                <BrandForm branding={known()} onTyped={setTyped} onSaved={keep} />
                <LogoCard branding={known()} onSaved={keep} />
              </div>
              <BrandPreview brand={previewed(known())} />
            </div>
          )}
        </Match>
      </Switch>
    </Page>
  );
}

function BrandingSkeleton() {
  return (
    <div aria-busy="true" class="grid grid-cols-[minmax(0,1fr)_24rem] gap-6 max-wide:grid-cols-1">
      <span class="sr-only" role="status">
        Loading the branding
      </span>
      <Skeleton class="h-80" />
      <Skeleton class="h-80" />
    </div>
  );
}
