import { Show } from "solid-js";
import type { TenantType } from "../../../schema/capabilities.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Page } from "../../ui/page.tsx";
import { ConsentCard } from "./consent-card.tsx";
import { ViewsCard } from "./views-card.tsx";

/** Who may look at the account through its people's eyes, who does right now, and who did and why. */
export default function SupportAccessPage() {
  const account = useAccount();
  return (
    <Page title="Support access" text={TEXT[account.tenant.type]} narrow>
      <div class="flex flex-col gap-4">
        <Show when={account.tenant.type !== "platform"}>
          <ConsentCard />
        </Show>
        <Show when={account.can("viewAudit")}>
          <ViewsCard open />
          <ViewsCard />
        </Show>
      </div>
    </Page>
  );
}

const TEXT = {
  platform: "Who looks at which account through whose eyes, and why.",
  agency:
    "The platform's people can look at this account as one of its own, to help; yours at your clients' accounts. It is seen at once and can be ended at any time.",
  subaccount:
    "Your agency's people can look at this account as one of its own, to help. You see when they do, and end it whenever you like.",
} as const satisfies Record<TenantType, string>;
