import { createSignal } from "solid-js";
import { CHANNELS } from "../../../schema/channels.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { listIntegrations } from "../../rest/integrations.ts";

/** The account's connected numbers: whether a reply can leave, and what to offer when the inbox is empty. */
export type Channels = ReturnType<typeof createChannels>;

export function createChannels() {
  const [all, setAll] = createSignal<Integration[]>();

  async function load(): Promise<void> {
    try {
      setAll((await listIntegrations()).docs);
    } catch (error) {
      // Without it replies are offered, and the account refuses with its reason.
      console.warn("Could not read the account's channels", error);
    }
  }

  return {
    load,
    known: () => all() !== undefined,
    any: () => (all() ?? []).some(({ module }) => isChannel(module)),
    /** How a module that is no channel stands here; undefined when it is not installed, or while nobody has said. */
    module: (slug: string) => all()?.find(({ module }) => module === slug),
    /** Why nothing can leave through this number; undefined while it can, or while nobody has said. */
    problem(integrationId: string): string | undefined {
      const list = all();
      if (list === undefined) return undefined;
      const integration = list.find((candidate) => candidate.id === integrationId);
      if (!integration) return "This number is no longer connected.";
      if (integration.state === "connected") return undefined;
      if (integration.state === "disabled") return "This channel is switched off.";
      return integration.health.reason ?? "This channel needs attention.";
    },
  };
}

const isChannel = (module: string): boolean => CHANNELS.some((channel) => channel === module);
