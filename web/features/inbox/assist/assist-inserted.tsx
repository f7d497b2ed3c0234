import Undo2 from "lucide-solid/icons/undo-2";
import X from "lucide-solid/icons/x";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import type { Assist } from "./assists.ts";

/** After an answer was put into the composer: one line to take it back, until it is sent. */
export function AssistInserted(props: { assist: Assist; onUndo: () => void; onClose: () => void }) {
  const words = () => {
    const place = props.assist.inserted?.field === "note" ? "your note" : "your reply";
    return props.assist.inserted?.before === "" ? `Put into ${place}. Read it before you send.` : `Changed ${place}.`;
  };
  return (
    <div class="flex items-center gap-1 py-0.5 pr-1 pl-3.5 text-13">
      <p class="min-w-0 flex-1 py-1 text-ink-2">{words()}</p>
      <Button
        size="sm"
        variant="ghost"
        icon={<Undo2 aria-hidden="true" />}
        data-tip-keys="Ctrl+Z"
        onClick={() => props.onUndo()}
      >
        Undo
      </Button>
      <IconButton label="Close" onClick={() => props.onClose()}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
