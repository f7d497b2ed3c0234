import CornerUpLeft from "lucide-solid/icons/corner-up-left";
import X from "lucide-solid/icons/x";
import type { Answered } from "../../../stores/inbox/drafts.ts";
import { IconButton } from "../../../ui/icon-button.tsx";

/** Over the field: the message that is being answered. */
export function AnsweredMessage(props: { answered: Answered; onCancel: () => void }) {
  return (
    <div class="mx-3 mt-1.5 flex items-center gap-2 rounded-r-inner border-l-2 border-accent-ink bg-bg py-0.5 pl-2.5">
      <CornerUpLeft class="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
      <p class="min-w-0 flex-1 text-12">
        <span class="block truncate font-medium text-accent-ink">
          <span class="sr-only">In answer to </span>
          {props.answered.author}
        </span>
        <span class="block truncate text-ink-2">{props.answered.words}</span>
      </p>
      <IconButton label="Answer no message in particular" shortcut="Esc" onClick={() => props.onCancel()}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
