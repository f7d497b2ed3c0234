import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { MediaLocation, RemoteMedia } from "../../../modules/module.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import type { AttachmentRow } from "../../../schema/data-plane/index.ts";
import type { InboundAttachment } from "../../../schema/inbound/event.ts";
import type { ObjectsEnv } from "../../env.ts";
import type { Download } from "../../kit/media-download.ts";
import { testAccount } from "../account.test-kit.ts";
import { ingest } from "../ingest/ingest.ts";
import { OutboxWorld } from "../sending/outbox-world.test-kit.ts";
import type { MediaDeps } from "./deps.ts";
import { createMediaFetcher, type MediaFetcher } from "./media-fetcher.ts";
import { mediaKey } from "./media-key.ts";

/** What the provider does with one file, try after try; the last goes on. */
export interface ProviderFile {
  locate?: (remote: RemoteMedia) => MediaLocation;
  download?: (url: string) => Download | Promise<Download>;
}

export const PICTURE = new TextEncoder().encode("\u0089PNG a picture");

export function picture(): Download {
  return { kind: "open", body: new Response(PICTURE).body ?? new ReadableStream(), mimeType: "image/png" };
}

/** An account whose provider is the test's, with a clock of its own. */
export class MediaWorld extends OutboxWorld {
  readonly bucket = (env as ObjectsEnv).MEDIA;
  /** Addresses that were fetched from, in order. */
  readonly fetched: string[] = [];
  file: ProviderFile = {};
  most = 0;
  #now = 0;

  mediaDeps(given: Partial<MediaDeps> = {}): MediaDeps {
    return {
      bucket: this.bucket,
      openCredentials: async () => ({ accessToken: "token" }),
      providerFor: () => async () => new Response(),
      handlersOf: () => ({
        media: {
          hosts: ["files.test"],
          locate: async (remote) =>
            this.file.locate?.(remote) ?? { kind: "found", url: `https://files.test/${remote.mediaId ?? "by-url"}` },
        },
      }),
      downloadFor: () => async (url) => {
        this.fetched.push(url);
        this.most = Math.max(this.most, ++this.#now);
        try {
          return (await this.file.download?.(url)) ?? picture();
        } finally {
          this.#now--;
        }
      },
      ...given,
    };
  }

  fetcher(given: Partial<MediaDeps> = {}): MediaFetcher {
    return createMediaFetcher(this.account, this.mediaDeps(given));
  }

  /** A customer sends files; answers the message's id. */
  receive(files: InboundAttachment[], externalId = `wamid.${crypto.randomUUID()}`): string {
    const message = this.kit.message({ externalId, at: this.now, type: "image", text: null, attachments: files });
    ingest(this.account, this.kit.system, { events: [message] });
    return this.one<{ id: string }>("SELECT id FROM messages WHERE external_id = ?", externalId).id;
  }

  attachment(messageId: string): {
    id: string;
    state: string;
    error: string | null;
    size: number;
    attempts: number;
    mime: string;
  } {
    return this.one(
      "SELECT id, state, error, size, attempts, mime_type AS mime FROM attachments WHERE message_id = ? LIMIT 1",
      messageId,
    );
  }

  faultOf(messageId: string): string | undefined {
    const { error } = this.attachment(messageId);
    return error === null ? undefined : (JSON.parse(error) as NonNullable<AttachmentRow["error"]>).code;
  }

  key(messageId: string): string {
    return mediaKey(this.account.tenantId, this.attachment(messageId).id);
  }

  /** The attachments as sockets last heard of them. */
  shown(messageId: string): Message["attachments"] {
    const last = this.heard.findLast(({ entity, id }) => entity === "message" && id === messageId);
    return (last?.doc as Message | undefined)?.attachments ?? [];
  }

  /** One round of the alarm and of everything it started. */
  async round(fetcher: MediaFetcher): Promise<number | undefined> {
    await fetcher.turn();
    await fetcher.idle();
    return fetcher.turn();
  }

  /** Rounds, the clock jumping to each time asked for, until nothing waits. */
  async settle(fetcher: MediaFetcher, rounds = 60): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const next = await this.round(fetcher);
      if (next === undefined) return;
      this.now = Math.max(this.now + 1, next);
    }
    throw new Error(`still waiting after ${rounds} rounds`);
  }
}

/** Runs a test inside an account object of its own. */
export async function inMediaWorld(test: (world: MediaWorld) => Promise<void>): Promise<void> {
  await runInDurableObject(testAccount().stub, async (_object, ctx) => test(new MediaWorld(ctx.storage)));
}
