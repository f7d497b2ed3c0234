import type { MediaLocation, RemoteMedia } from "../module.ts";

/** A webhook gives the address of a file itself, which needs no token and dies within days. Never rejects. */
export function locateMedia({ url }: RemoteMedia): Promise<MediaLocation> {
  return Promise.resolve(
    url === null
      ? {
          kind: "failed",
          error: { code: "no_address", message: "Instagram did not say where this is.", retryable: false },
        }
      : { kind: "found", url },
  );
}
