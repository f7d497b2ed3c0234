import { useSearchParams } from "@solidjs/router";
import ListFilter from "lucide-solid/icons/list-filter";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { useInbox } from "./inbox-context.tsx";

/** Narrows the list to the conversations with one label. */
export default function LabelFilter() {
  const { inbox } = useInbox();
  const [, setSearch] = useSearchParams();
  const label = () => inbox.view().label;
  const choose = (next: string | undefined): void => setSearch({ label: next }, { replace: true });
  const entries = (): MenuEntry[] => {
    const labels = inbox.labels();
    if (labels.length === 0) return [{ heading: "No labels yet. Add one in a conversation's panel." }];
    return [
      { heading: "Filter by label" },
      { label: "Any label", checked: label() === null, onSelect: () => choose(undefined) },
      ...labels.map((name) => ({ label: name, checked: label() === name, onSelect: () => choose(name) })),
    ];
  };
  return (
    <Menu
      align="end"
      entries={entries()}
      trigger={(trigger) => (
        <IconButton
          {...trigger}
          label={label() === null ? "Filter by label" : `Filtered by ${label()}`}
          class={label() === null ? "" : "bg-accent-soft text-accent-ink"}
        >
          <ListFilter aria-hidden="true" />
        </IconButton>
      )}
    />
  );
}
