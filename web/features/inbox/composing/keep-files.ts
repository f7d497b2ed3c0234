import { createEffect, on } from "solid-js";
import type { Drafts } from "../../../stores/inbox/drafts.ts";
import type { Uploads } from "./uploads.ts";

/** Keeps the files put into a conversation's composer with its draft: so they are there after a reload, and on the person's other screens. */
export function keepFiles(drafts: Drafts, uploads: Uploads, id: () => string): void {
  const stored = (): string => idsOf(uploads.of(id()).flatMap((upload) => upload.stored ?? []));
  const kept = (): string => idsOf(drafts.get(id()).files ?? []);

  // Another conversation, or another screen's doing: the composer gets what the draft has.
  createEffect(
    on([id, kept], ([conversationId]) => {
      const files = drafts.get(conversationId).files ?? [];
      const here = uploads.of(conversationId);
      for (const upload of here)
        if (upload.stored && !files.some((file) => file.id === upload.stored?.id))
          uploads.remove(conversationId, upload.key);
      const missing = files.filter((file) => !here.some((upload) => upload.stored?.id === file.id));
      if (missing.length > 0)
        uploads.restore(
          conversationId,
          missing.map((file) => ({ ...file })),
        );
    }),
  );
  // What is put in or taken out here is the draft's.
  createEffect(
    on([id, stored], ([conversationId, now], before) => {
      if (before?.[0] !== conversationId || now === kept()) return;
      drafts.set(conversationId, {
        files: uploads.of(conversationId).flatMap((upload) => (upload.stored ? [{ ...upload.stored }] : [])),
      });
    }),
  );
}

function idsOf(files: readonly { id: string }[]): string {
  return files.map((file) => file.id).join(" ");
}
