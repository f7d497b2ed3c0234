import { Show } from "solid-js";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";

/** Said in place of the install form where the account is an agency: a module works for its clients, who are given it by a deployment. */
export function ForClientsCard(props: { module: Module }) {
  const account = useAccount();
  return (
    <Card title={`${props.module.name} works for your clients`}>
      <p class="text-13 text-ink-2">
        Set it up once and give it to one of them, to some, or to all. Each can connect it by itself, too, where its
        plan includes it.
      </p>
      <Show when={account.tenant.type === "agency" && account.can("deploy")}>
        <ButtonLink
          variant="primary"
          class="mt-4"
          href={`/a/${account.id}/deployments/new?module=${encodeURIComponent(props.module.slug)}`}
        >
          Deploy it to clients
        </ButtonLink>
      </Show>
    </Card>
  );
}
