import { createSignal, Show } from "solid-js";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import type { ListAccounts } from "../../../schema/contracts/accounts.ts";
import { TENANT_STATUSES } from "../../../schema/contracts/users.ts";
import { PLAN_NAMES, PLANS } from "../../../schema/plans.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { narrow } from "../../stores/narrow.ts";
import { Button } from "../../ui/button.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { STATUS_WORDS } from "../tenant-life/status-words.ts";
import type { ClientsUrl } from "./clients-url.ts";

const STATUSES = [
  { value: "", label: "Any status" },
  ...TENANT_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value].label })),
];
const PLAN_CHOICES = [{ value: "", label: "Any plan" }, ...PLANS.map((value) => ({ value, label: PLAN_NAMES[value] }))];
const HEALTH = [
  { value: "", label: "Any health" },
  { value: "broken", label: "Something broken" },
  { value: "sound", label: "All working" },
];

const SORTS: { value: ListAccounts["sort"]; label: string; figures?: true }[] = [
  { value: "name", label: "By name" },
  { value: "-unread", label: "Most unread first", figures: true },
  { value: "-lastActivityAt", label: "Latest activity first", figures: true },
  { value: "-contacts", label: "Most contacts first", figures: true },
  { value: "-broken", label: "Broken first", figures: true },
  { value: "-createdAt", label: "Newest first" },
];

/** What narrows the list down. On a narrow screen only the search stands there, and the rest opens. */
export function ClientsFilters(props: { url: ClientsUrl; noun: string; seesFigures: boolean }) {
  const account = useAccount();
  const isPlatform = account.tenant.type === "platform";
  const [open, setOpen] = createSignal(false);
  const select = (name: "status" | "plan" | "health", label: string, options: { value: string; label: string }[]) => (
    <Select
      label={label}
      hideLabel
      class="w-40 max-narrow:w-full"
      value={props.url.filters()[name] ?? ""}
      options={options}
      onChange={(value) => props.url.set({ [name]: value })}
    />
  );
  return (
    <div class="flex flex-wrap items-center gap-3 max-narrow:gap-2">
      <Show when={isPlatform}>
        <Segmented
          label="Show"
          value={props.url.kind()}
          options={[
            { value: "agency", label: "Agencies" },
            { value: "subaccount", label: "Clients" },
          ]}
          onChange={(kind) => props.url.set({ show: kind === "subaccount" ? "clients" : "", agency: "" })}
        />
      </Show>
      <Show when={account.can("manageTenants")}>
        <Segmented
          label="Which"
          value={props.url.deleted() ? "deleted" : "there"}
          options={[
            { value: "there", label: "In use" },
            { value: "deleted", label: "Deleted" },
          ]}
          onChange={(which) => props.url.set({ deleted: which === "deleted" ? "true" : "" })}
        />
      </Show>
      <SearchField
        label={`Search ${props.noun}`}
        initial={props.url.search()}
        class="w-64 max-narrow:min-w-0 max-narrow:flex-1 max-narrow:basis-56"
        onSearch={(q) => props.url.set({ q })}
      />
      <Show when={!props.url.deleted()}>
        <Show when={narrow()}>
          <Button
            icon={<SlidersHorizontal aria-hidden="true" />}
            aria-expanded={open()}
            onClick={() => setOpen(!open())}
          >
            Filter
          </Button>
        </Show>
        <Show when={!narrow() || open()}>
          {select("status", "Status", STATUSES)}
          {select("plan", "Plan", PLAN_CHOICES)}
          <Show when={props.seesFigures}>{select("health", "Health", HEALTH)}</Show>
          {/* A wide screen sorts by its headings. */}
          <Show when={narrow()}>
            <Select
              label="Sort"
              hideLabel
              class="w-full"
              value={props.url.filters().sort ?? "name"}
              options={SORTS.filter(({ figures }) => !figures || props.seesFigures)}
              onChange={(sort) => props.url.set({ sort: sort === "name" ? "" : sort })}
            />
          </Show>
        </Show>
      </Show>
    </div>
  );
}
