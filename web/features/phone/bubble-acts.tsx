import ChevronDown from "lucide-solid/icons/chevron-down";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";

const EMOJI = ["👍", "❤️", "😂", "😮", "🙏"] as const;

export interface BubbleActsProps {
  /** The customer's own reaction, if any. */
  reaction: string | undefined;
  onReply: () => void;
  onReact: (emoji: string | null) => void;
}

/** What a customer can do with a message: answer it, react to it. */
export function BubbleActs(props: BubbleActsProps) {
  const entries = (): MenuEntry[] => [
    { label: "Reply", onSelect: props.onReply },
    { heading: "React" },
    ...EMOJI.map((emoji) => ({
      label: emoji,
      checked: props.reaction === emoji,
      onSelect: () => props.onReact(props.reaction === emoji ? null : emoji),
    })),
  ];
  return (
    <Menu
      entries={entries()}
      align="end"
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          aria-label="Reply or react"
          class="flex size-6 shrink-0 items-center justify-center self-center rounded-full text-(--phone-quiet) hover:bg-(--phone-in) max-narrow:size-11 [&_svg]:size-4"
        >
          <ChevronDown aria-hidden="true" />
        </button>
      )}
    />
  );
}
