import type { Attachment } from "../../schema/contracts/messages.ts";
import { ApiError, readRefusal, request } from "./client.ts";
import { viewOf } from "./view.ts";

export interface PostOptions {
  /** Hears the part that has left, 0 to 1. */
  onProgress?: (part: number) => void;
  signal?: AbortSignal;
}

/** Sends a file to the account, to be carried by a message within a day. */
export function uploadFile(tenant: string, file: File, options: PostOptions): Promise<Attachment> {
  return postFile<Attachment>("/attachments", tenant, file, options);
}

/** Forgets an upload that no message carries. */
export function dropUpload(tenant: string, id: string): Promise<unknown> {
  return request(`/attachments/${id}`, { method: "DELETE", tenant });
}

/**
 * Posts a file as the body itself and answers the document made of it. Throws as `request` does; when aborted, an AbortError. Not by fetch:
 * that cannot say how far an upload is.
 */
export function postFile<T>(
  path: string,
  tenant: string,
  file: File,
  { onProgress, signal }: PostOptions = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const upload = new XMLHttpRequest();
    upload.open("POST", `/api${path}?${new URLSearchParams({ name: file.name.slice(0, 240) })}`);
    upload.setRequestHeader("x-tenant", tenant);
    const view = viewOf(tenant);
    if (view) upload.setRequestHeader("x-impersonation", view.id);
    upload.setRequestHeader("content-type", file.type || "application/octet-stream");
    upload.responseType = "json";
    upload.upload.addEventListener("progress", ({ loaded, total }) => total > 0 && onProgress?.(loaded / total));
    upload.addEventListener("load", () => {
      if (upload.status === 201) return resolve((upload.response as { doc: T }).doc);
      const headers = new Headers({ "retry-after": upload.getResponseHeader("retry-after") ?? "" });
      reject(readRefusal({ status: upload.status, headers }, upload.response));
    });
    upload.addEventListener("error", () =>
      reject(new ApiError({ status: 0, code: "offline", message: "The connection was lost." })),
    );
    upload.addEventListener("abort", () => reject(new DOMException("The upload was stopped.", "AbortError")));
    signal?.addEventListener("abort", () => upload.abort(), { once: true });
    upload.send(file);
  });
}
