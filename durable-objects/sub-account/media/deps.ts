import { channelHandlersOf } from "../../../modules/handlers.ts";
import type { ChannelHandlers, ProviderFetch } from "../../../modules/module.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import type { AccountIntegrationRow } from "../../../schema/data-plane/index.ts";
import { type MediaDownload, mediaDownloadOf } from "../../kit/media-download.ts";
import type { Account } from "../account.ts";
import { type SendDeps, sendDeps } from "../sending/deps.ts";

/** Everything fetching needs from outside the account's own rows. */
export interface MediaDeps extends Pick<SendDeps, "openCredentials"> {
  bucket: Pick<R2Bucket, "put" | "delete" | "createMultipartUpload">;
  providerFor(integration: AccountIntegrationRow): ProviderFetch;
  downloadFor(integration: AccountIntegrationRow): MediaDownload;
  handlersOf(module: string): Pick<ChannelHandlers, "media"> | undefined;
}

/** The real ones. */
export function mediaDeps(account: Account): MediaDeps {
  const { env } = account;
  return {
    ...sendDeps(account),
    handlersOf: channelHandlersOf,
    bucket: env.MEDIA,
    downloadFor: ({ id, sandbox }) => mediaDownloadOf(env, { integrationId: id, sandbox }),
  };
}

/** In whose name an account's files arrive. */
export function mediaActor({ tenantId }: Account): SystemActor {
  return { kind: "system", tenantId, via: "media" };
}
