import { z } from "zod";
import { channelHandlersOf } from "../../../modules/handlers.ts";
import type { ChannelHandlers, Credentials, ProviderFetch } from "../../../modules/module.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import type { AccountIntegrationRow } from "../../../schema/data-plane/index.ts";
import { providerOf } from "../../kit/provider.ts";
import { createVault } from "../../kit/vault.ts";
import type { Account } from "../account.ts";
import { sealedPlace } from "../integrations/sealed-place.ts";

/** Everything sending needs from outside the account's own rows. */
export interface SendDeps {
  /** Opens an install's credentials for one call. Throws when they do not open. */
  openCredentials(integration: AccountIntegrationRow): Promise<Credentials>;
  providerFor(integration: AccountIntegrationRow): ProviderFetch;
  handlersOf(module: string): Pick<ChannelHandlers, "send" | "pace"> | undefined;
}

/** The real ones. */
export function sendDeps(account: Account): SendDeps {
  const { env } = account;
  return {
    async openCredentials({ id, module, sealed, open }) {
      const place = sealedPlace(account.tenantId, { id, module });
      const secrets: unknown = JSON.parse(await createVault(env.VAULT_KEYS).open(sealed, place));
      return { ...open, ...z.record(z.string(), z.string()).parse(secrets) };
    },
    providerFor: ({ id, module, sandbox }) => providerOf(env, { integrationId: id, module, sandbox }),
    handlersOf: channelHandlersOf,
  };
}

/** In whose name an account's outbox writes. */
export function outboxActor({ tenantId }: Account): SystemActor {
  return { kind: "system", tenantId, via: "outbox" };
}
