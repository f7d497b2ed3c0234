import { A } from "@solidjs/router";
import Maximize2 from "lucide-solid/icons/maximize-2";
import X from "lucide-solid/icons/x";
import { onMount } from "solid-js";
import { Portal } from "solid-js/web";
import { useAccount } from "../../frame/account-context.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { SessionView } from "./session-view.tsx";

/** A session beside whatever page is open, on a wide screen. The page stays in use. */
export default function SessionPanel(props: { id: string; onClose: () => void }) {
  const account = useAccount();
  let panel: HTMLElement | undefined;
  onMount(() => panel?.focus());
  return (
    <Portal>
      <aside
        ref={panel}
        tabindex="-1"
        aria-label="Set-up"
        class="fixed top-12 right-0 bottom-0 z-20 flex w-104 flex-col border-l border-line bg-bg shadow-overlay"
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) props.onClose();
        }}
      >
        <SessionView
          id={props.id}
          beside={
            <>
              <A
                href={`/a/${account.id}/welcome/${props.id}`}
                class="inline-flex size-8 items-center justify-center rounded-inner text-ink-2 hover:bg-sunken hover:text-ink [&_svg]:size-4"
                aria-label="Open as a page"
                data-tip="Open as a page"
              >
                <Maximize2 aria-hidden="true" />
              </A>
              <IconButton label="Close" shortcut="Esc" onClick={() => props.onClose()}>
                <X aria-hidden="true" />
              </IconButton>
            </>
          }
        />
      </aside>
    </Portal>
  );
}
