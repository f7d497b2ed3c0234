import { createStore, produce } from "solid-js/store";
import type { Channel } from "../../../../schema/channels.ts";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { ApiError } from "../../../rest/client.ts";
import { dropUpload, uploadFile } from "../../../rest/attachments.ts";
import { judgeFile } from "./file-rules.ts";

/** A file on its way into a message. */
export interface Upload {
  /** This screen's own name for it. */
  key: string;
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  /** `refused`: its channel would not carry it, so it never left · `failed`: it may be tried again. */
  state: "uploading" | "stored" | "failed" | "refused";
  /** The part that has left, 0 to 1. */
  progress: number;
  reason?: string;
  /** A picture of it, as an address of this page. */
  preview?: string;
  /** The account's own document, once stored. */
  stored?: Attachment;
}

export interface UploadsDeps {
  upload: typeof uploadFile;
  drop: typeof dropUpload;
}

/** The files put into each conversation's composer and not sent yet. They upload at once and stay while other conversations are looked at. */
export type Uploads = ReturnType<typeof createUploads>;

/** The files put into composers, by conversation, on their way to the account. `deps` stand for the API. */
export function createUploads(tenant: string, deps: UploadsDeps = { upload: uploadFile, drop: dropUpload }) {
  const [all, setAll] = createStore<Record<string, Upload[]>>({});
  const files = new Map<string, File>();
  const stops = new Map<string, AbortController>();
  let made = 0;

  const change = (id: string, key: string, fields: Partial<Upload>): void =>
    setAll(id, (upload) => upload.key === key, fields);
  const take = (id: string, key: string): void =>
    setAll(
      produce((uploads) => {
        uploads[id] = (uploads[id] ?? []).filter((upload) => upload.key !== key);
      }),
    );

  async function start(id: string, key: string): Promise<void> {
    const file = files.get(key);
    if (!file) return;
    const stop = new AbortController();
    stops.set(key, stop);
    change(id, key, { state: "uploading", progress: 0, reason: "" });
    try {
      const onProgress = (progress: number): void => change(id, key, { progress });
      const stored = await deps.upload(tenant, file, { onProgress, signal: stop.signal });
      // Taken out in the very moment it arrived.
      if (stop.signal.aborted) return forget(stored.id);
      change(id, key, { state: "stored", progress: 1, stored });
    } catch (error) {
      if (stop.signal.aborted) return;
      const known = error instanceof ApiError ? error : undefined;
      const final = known !== undefined && known.status >= 400 && known.status < 500 && known.status !== 429;
      change(id, key, {
        state: final ? "refused" : "failed",
        reason: known?.message ?? "This page ran into a fault.",
      });
    }
  }

  /** It would go by itself within a day; this only spares the wait. */
  function forget(uploadId: string): void {
    deps.drop(tenant, uploadId).catch((error: unknown) => console.warn("Could not drop an upload", error));
  }

  return {
    of: (id: string): readonly Upload[] => all[id] ?? [],
    /** Begins to upload what the channel carries; says of the rest why not. */
    add(id: string, channel: Channel, added: readonly File[]): void {
      for (const file of added) {
        const key = `upload-${++made}`;
        const judged = judgeFile(channel, file);
        const refused = "refusal" in judged;
        const upload: Upload = {
          key,
          name: file.name,
          mimeType: file.type,
          size: file.size,
          state: refused ? "refused" : "uploading",
          progress: 0,
          ...(refused ? { reason: judged.refusal } : {}),
          ...(file.type.startsWith("image/") ? { preview: URL.createObjectURL(file) } : {}),
        };
        setAll(id, (before = []) => [...before, upload]);
        if (refused) continue;
        files.set(key, file);
        void start(id, key);
      }
    },
    retry: (id: string, key: string): void => void start(id, key),
    remove(id: string, key: string): void {
      const upload = all[id]?.find((candidate) => candidate.key === key);
      stops.get(key)?.abort();
      if (upload?.stored) forget(upload.stored.id);
      release(upload);
      take(id, key);
    },
    /** Takes what is stored out, to be sent. */
    send(id: string): Attachment[] {
      const sent = (all[id] ?? []).filter(({ state }) => state === "stored");
      for (const upload of sent) {
        release(upload);
        take(id, upload.key);
      }
      return sent.flatMap(({ stored }) => (stored ? [{ ...stored }] : []));
    },
    /** Puts files back that were taken back before they left. */
    restore(id: string, taken: readonly Attachment[]): void {
      const back = taken.map((stored): Upload => {
        const { name, mimeType, size } = stored;
        return { key: `upload-${++made}`, name, mimeType, size, state: "stored", progress: 1, stored };
      });
      setAll(id, (before = []) => [...back, ...before]);
    },
  };

  function release(upload: Upload | undefined): void {
    if (!upload) return;
    if (upload.preview) URL.revokeObjectURL(upload.preview);
    files.delete(upload.key);
    stops.delete(upload.key);
  }
}

const kept = new WeakMap<object, Uploads>();

/** The uploads of an inbox, made at the first call. */
export function uploadsOf(inbox: { tenant: string }): Uploads {
  const known = kept.get(inbox) ?? createUploads(inbox.tenant);
  kept.set(inbox, known);
  return known;
}
