import { createSignal, Show } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { CredentialsCard } from "./credentials-card.tsx";
import { FinishCard } from "./finish-card.tsx";
import { HealthCard } from "./health-card.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { TurnOffCard } from "./turn-off-card.tsx";
import { UpgradeCard } from "./upgrade-card.tsx";

/** A module that is installed: whether it works, its credentials, where the provider delivers, and how to turn it off. */
export function InstalledModule(props: { module: Module; integration: Integration }) {
  const account = useAccount();
  const [replacing, setReplacing] = createSignal(false);
  const hasCredentials = () => !props.integration.sandbox && props.module.requirements.length > 0;
  return (
    <div class="flex flex-col gap-4">
      <HealthCard
        module={props.module}
        integration={props.integration}
        onCorrect={hasCredentials() ? () => setReplacing(true) : undefined}
      />
      <UpgradeCard module={props.module} integration={props.integration} />
      <Show when={props.integration.state === "pending"}>
        <FinishCard module={props.module} integration={props.integration} />
      </Show>
      <Show when={hasCredentials() && props.integration.state !== "pending"}>
        <CredentialsCard
          module={props.module}
          integration={props.integration}
          replacing={replacing()}
          onReplacing={setReplacing}
        />
      </Show>
      <SettingsCard module={props.module} integration={props.integration} />
      <Show when={!props.integration.sandbox && props.integration.webhookUrl}>
        {(url) => (
          <Card
            title="Webhook address"
            text={`Only when you use an app of your own at the provider: have it deliver to this address.`}
          >
            <div class="flex items-center gap-1 rounded-inner border border-line bg-sunken pl-3">
              <code class="min-w-0 flex-1 truncate py-2 font-mono text-12" data-tip={url()}>
                {url()}
              </code>
              <CopyButton text={url()} label="Copy the webhook address" />
            </div>
          </Card>
        )}
      </Show>
      <Show when={account.can("manageModules") && props.integration.deployed?.allowCustomize !== false}>
        <TurnOffCard module={props.module} integration={props.integration} />
      </Show>
    </div>
  );
}
