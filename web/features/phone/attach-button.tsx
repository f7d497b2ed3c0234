import Paperclip from "lucide-solid/icons/paperclip";
import type { SandboxSample } from "../../../schema/contracts/sandbox.ts";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";

/** What a customer sends instead of words: something the phone has at hand, or a file of this device. */
export type PhoneAttachment = { sample: SandboxSample } | { upload: File };

/** Opens the choice of what to attach. */
export function AttachButton(props: { onAttach: (attachment: PhoneAttachment) => void }) {
  let picker: HTMLInputElement | undefined;
  const sample = (label: string, of: SandboxSample): MenuEntry => ({
    label,
    onSelect: () => props.onAttach({ sample: of }),
  });
  const entries: MenuEntry[] = [
    sample("Photo", "photo"),
    sample("Voice message", "voice"),
    sample("Document", "document"),
    "separator",
    { label: "A file of this device…", onSelect: () => picker?.click() },
  ];
  return (
    <>
      <Menu
        entries={entries}
        trigger={(trigger) => (
          <button
            type="button"
            {...trigger}
            aria-label="Attach"
            class="flex size-11 shrink-0 items-center justify-center rounded-full text-(--phone-quiet) hover:bg-(--phone-in) [&_svg]:size-5"
          >
            <Paperclip aria-hidden="true" />
          </button>
        )}
      />
      <input
        ref={picker}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file) props.onAttach({ upload: file });
        }}
      />
    </>
  );
}
