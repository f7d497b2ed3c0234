import LayoutTemplate from "lucide-solid/icons/layout-template";
import { createSignal, lazy, Show, Suspense } from "solid-js";
import { CHANNEL_RULES } from "../../../../schema/channels.ts";
import type { Conversation } from "../../../../schema/contracts/conversations.ts";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";

const TemplateDialog = lazy(() => import("./template-dialog.tsx"));

/** Opens the choice of templates, on channels that have them. `main` where it is all that can be sent. */
export function TemplateButton(props: { conversation: Conversation; main?: boolean }) {
  const [choosing, setChoosing] = createSignal(false);
  const preload = (): void => void TemplateDialog.preload();
  const open = (): boolean => setChoosing(true);
  let trigger: HTMLButtonElement | undefined;
  const close = (): void => {
    setChoosing(false);
    // The dialog is gone at once, and with it what would give the focus back.
    setTimeout(() => trigger?.focus());
  };
  return (
    <Show when={CHANNEL_RULES[props.conversation.channel].templates}>
      <Show
        when={props.main}
        fallback={
          <IconButton
            ref={(element) => (trigger = element)}
            label="Template"
            aria-haspopup="dialog"
            onPointerEnter={preload}
            onClick={open}
          >
            <LayoutTemplate aria-hidden="true" />
          </IconButton>
        }
      >
        <Button
          ref={(element) => (trigger = element)}
          size="sm"
          variant="primary"
          aria-haspopup="dialog"
          icon={<LayoutTemplate aria-hidden="true" />}
          onPointerEnter={preload}
          onClick={open}
        >
          Send a template
        </Button>
      </Show>
      <Show when={choosing()}>
        <Suspense>
          <TemplateDialog conversation={props.conversation} onClose={close} />
        </Suspense>
      </Show>
    </Show>
  );
}
