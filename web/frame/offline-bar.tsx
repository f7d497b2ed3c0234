import WifiOff from "lucide-solid/icons/wifi-off";
import { Show } from "solid-js";
import { online } from "../stores/online.ts";

/** A quiet bar while this device has no connection. */
export function OfflineBar() {
  return (
    <div role="status">
      <Show when={!online()}>
        <p class="flex items-center justify-center gap-2 bg-inverse px-4 py-1.5 text-13 text-on-inverse">
          <WifiOff class="size-4 shrink-0" aria-hidden="true" />
          You are offline. What you see may be old; what you write is kept and goes out when you are back.
        </p>
      </Show>
    </div>
  );
}
