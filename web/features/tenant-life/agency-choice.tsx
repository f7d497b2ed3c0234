import { createSignal, Match, Switch } from "solid-js";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { listTenants } from "../../rest/tenants.ts";
import { useRead } from "../../stores/use-read.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The agency a client shall stand under: found by name, its own left out. */
export function AgencyChoice(props: {
  tenant: Tenant;
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
}) {
  const account = useAccount();
  const [search, setSearch] = createSignal("");
  const platform = () => account.path[0]?.id ?? account.id;
  const query = () => ({ type: "agency" as const, q: search(), limit: 50 });
  const agencies = useRead(() => ({
    queryKey: [platform(), "tenants", "move", query()],
    queryFn: ({ signal }) => listTenants(query(), { tenant: platform(), signal }),
  }));
  const options = () => [
    { value: "", label: "Choose an agency" },
    ...(agencies.data?.docs ?? [])
      .filter(({ id }) => id !== props.tenant.parent)
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div class="flex flex-col gap-3">
      <SearchField label="Search agencies" class="w-full" onSearch={setSearch} />
      <Switch fallback={<Skeleton class="h-9 w-full" />}>
        <Match when={agencies.error}>
          {(failure) => <ErrorState error={failure()} onRetry={() => void agencies.refetch()} />}
        </Match>
        <Match when={agencies.data}>
          <Select
            label="Agency"
            value={props.value}
            onChange={props.onChange}
            options={options()}
            error={props.error}
          />
        </Match>
      </Switch>
    </div>
  );
}
