import { useRead } from "../../stores/use-read.ts";
import Smartphone from "lucide-solid/icons/smartphone";
import { createSignal, Match, Show, Switch } from "solid-js";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { SandboxPhone } from "../../../schema/contracts/sandbox.ts";
import { listPhones } from "../../rest/sandbox.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { useDocumentTitle } from "../../ui/document-title.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { SandboxTag } from "../../ui/sandbox-tag.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useIntegrations } from "../modules/use-modules.ts";
import { ClaudeControls } from "./claude-controls.tsx";
import { Customers } from "./customers.tsx";
import { createCustomerList } from "./customer-list.ts";
import { Handset } from "./handset.tsx";
import "./phone.css";
import { ProviderControls } from "./provider-controls.tsx";
import { TemplateControls } from "./template-controls.tsx";

/** The customer's phone: write to the business as a customer of the sandbox would, and see its answers arrive. */
export default function PhonePage() {
  const account = useAccount();
  useDocumentTitle(() => "Customer's phone");
  const phones = useRead(() => ({ queryKey: [account.id, "phones"], queryFn: ({ signal }) => listPhones(signal) }));
  const [chosenId, setChosenId] = createSignal<string | undefined>();
  const phone = () =>
    phones.data?.docs.find(({ integrationId }) => integrationId === chosenId()) ?? phones.data?.docs[0];

  return (
    <div class="h-full overflow-y-auto">
      <div class="mx-auto w-full max-w-300 px-8 pt-7 pb-12 max-narrow:px-4 max-narrow:pt-4 max-narrow:pb-6">
        <header class="mb-6 max-narrow:mb-4">
          <h1 class="flex flex-wrap items-center gap-x-3 gap-y-1 text-20 font-semibold tracking-tight">
            Customer's phone <SandboxTag />
          </h1>
          <p class="mt-1 max-w-180 text-ink-2 max-narrow:hidden">
            Be a customer: write to the business here, then answer in the inbox. Nothing leaves this installation.
          </p>
        </header>
        <Switch fallback={<PhoneSkeleton />}>
          <Match when={phones.error}>
            {(error) => (
              <ErrorState error={error()} onRetry={() => void phones.refetch()} retrying={phones.isFetching} />
            )}
          </Match>
          <Match when={phones.data?.docs.length === 0}>
            <EmptyState
              icon={<Smartphone aria-hidden="true" />}
              title="No number in test mode yet"
              text="Turn a channel on in sandbox mode, and this phone can write to it."
              action={
                <ButtonLink href={`/a/${account.id}/modules`} variant="primary">
                  Choose a channel
                </ButtonLink>
              }
            />
          </Match>
          <Match when={phone()?.integrationId} keyed>
            <Show when={phone()}>
              {(shown) => <Bench phone={shown()} phones={phones.data?.docs ?? []} onChoosePhone={setChosenId} />}
            </Show>
          </Match>
        </Switch>
      </div>
    </div>
  );
}

function Bench(props: { phone: SandboxPhone; phones: SandboxPhone[]; onChoosePhone: (id: string) => void }) {
  const customers = createCustomerList(() => props.phone);
  const integrations = useIntegrations();
  const claude = () => integrations.data?.docs.find(({ module, sandbox }) => module === "ai" && sandbox)?.id;
  return (
    <div class="grid grid-cols-[minmax(13rem,17rem)_24rem_minmax(13rem,17rem)] items-start justify-between gap-8 max-wide:grid-cols-[minmax(13rem,16rem)_24rem] max-narrow:grid-cols-1 max-narrow:gap-5">
      <div class="flex flex-col gap-5">
        <Show when={props.phones.length > 1}>
          <Select
            label="Writes to"
            value={props.phone.integrationId}
            options={props.phones.map((phone) => ({
              value: phone.integrationId,
              label: `${phone.businessName} (${CHANNEL_RULES[phone.channel].name}, ${phone.displayNumber})`,
            }))}
            onChange={props.onChoosePhone}
          />
        </Show>
        <Customers list={customers} channel={props.phone.channel} />
      </div>
      <Show
        when={customers.chosen()}
        keyed
        fallback={
          <EmptyState
            icon={<Smartphone aria-hidden="true" />}
            title="Who is writing?"
            text="Add a customer, and this phone is theirs."
          />
        }
      >
        {(customer) => <Handset phone={props.phone} customer={customer} />}
      </Show>
      <div class="flex flex-col gap-5 max-wide:col-span-2 max-narrow:col-span-1">
        <ProviderControls integrationId={props.phone.integrationId} />
        <Show when={CHANNEL_RULES[props.phone.channel].templates}>
          <TemplateControls integrationId={props.phone.integrationId} />
        </Show>
        <Show when={claude()}>{(integrationId) => <ClaudeControls integrationId={integrationId()} />}</Show>
      </div>
    </div>
  );
}

function PhoneSkeleton() {
  return (
    <div
      class="grid grid-cols-[minmax(13rem,17rem)_24rem_minmax(13rem,17rem)] justify-between gap-8 max-narrow:grid-cols-1"
      aria-busy="true"
    >
      <span class="sr-only" role="status">
        Loading the phone
      </span>
      <Skeleton class="h-64 w-full rounded-card max-narrow:h-24" />
      <Skeleton class="h-160 w-full rounded-[2.5rem]" />
      <Skeleton class="h-48 w-full rounded-card max-wide:hidden" />
    </div>
  );
}
