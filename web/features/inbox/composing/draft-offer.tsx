import FileClock from "lucide-solid/icons/file-clock";
import type { OfferedDraft } from "../../../stores/inbox/draft-sync.ts";
import { Button } from "../../../ui/button.tsx";

/** Over the composer: what this person wrote on another screen, when taking it by itself would have overwritten what stands here. */
export function DraftOffer(props: { offered: OfferedDraft; onUse: () => void; onKeep: () => void }) {
  return (
    <section
      aria-label="Draft from another screen"
      class="mx-4 mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-surface px-3.5 py-2.5 text-13 shadow-raised max-narrow:mx-2"
    >
      <FileClock class="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <p class="min-w-48 flex-1" role="status">
        <span class="block font-medium">
          You also wrote this {props.offered.mode === "note" ? "note" : "reply"}, on another screen or before
        </span>
        <span class="line-clamp-2 whitespace-pre-wrap text-ink-2">{props.offered.text}</span>
      </p>
      <div class="flex gap-2">
        <Button size="sm" onClick={() => props.onKeep()}>
          Keep what is here
        </Button>
        <Button size="sm" variant="primary" onClick={() => props.onUse()}>
          Use it
        </Button>
      </div>
    </section>
  );
}
