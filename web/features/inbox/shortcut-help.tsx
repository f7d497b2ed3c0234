import { For } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Switch } from "../../ui/switch.tsx";
import { SHORTCUTS, setShortcutsOn, shortcutsOn } from "./shortcuts.ts";

/** The keys of the inbox, and the switch that turns single keys off. */
export default function ShortcutHelp(props: { onClose: () => void }) {
  return (
    <Dialog open onClose={props.onClose} title="Keyboard shortcuts">
      <dl class="divide-y divide-line">
        <For each={SHORTCUTS}>
          {(shortcut) => (
            <div class="flex items-center justify-between py-2">
              <dt class="text-13">{shortcut.words}</dt>
              <dd>
                <Kbd keys={shortcut.keys} />
              </dd>
            </div>
          )}
        </For>
      </dl>
      <div class="mt-4">
        <Switch label="Single-key shortcuts" checked={shortcutsOn()} onChange={setShortcutsOn} />
      </div>
    </Dialog>
  );
}
