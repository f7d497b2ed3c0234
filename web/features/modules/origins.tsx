import { For } from "solid-js";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { ConfigOrigin } from "../../../schema/deployments.ts";
import type { Requirement } from "../../../schema/manifest/requirement.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const ORIGIN: Record<ConfigOrigin, { label: string; tone: Tone }> = {
  own: { label: "Your own", tone: "accent" },
  agency: { label: "From your agency", tone: "neutral" },
  module: { label: "Module default", tone: "neutral" },
};

/** Where the value of each setting comes from. */
export function Origins(props: { integration: Integration; settings: readonly Requirement[] }) {
  return (
    <dl class="flex flex-col gap-1.5 rounded-inner bg-sunken px-3 py-2 text-12">
      <For each={props.settings}>
        {(setting) => {
          const origin = () => ORIGIN[props.integration.origins[setting.name] ?? "module"];
          return (
            <div class="flex flex-wrap items-center justify-between gap-2">
              <dt class="text-ink-2">{setting.label}</dt>
              <dd>
                <Badge tone={origin().tone}>{origin().label}</Badge>
              </dd>
            </div>
          );
        }}
      </For>
    </dl>
  );
}
