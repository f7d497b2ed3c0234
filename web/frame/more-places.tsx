import { useLocation, useNavigate } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { Dynamic } from "solid-js/web";
import { Menu } from "../ui/menu.tsx";
import type { PlaceLink } from "./rail-items.ts";

/** The places a narrow screen's bottom bar has no room for. */
export default function MorePlaces(props: { items: PlaceLink[] }) {
  const navigate = useNavigate();
  const location = useLocation();
  const isOpen = (item: PlaceLink) => location.pathname.startsWith(item.href);
  return (
    <Menu
      align="end"
      entries={props.items.map((item) => ({
        label: item.label,
        icon: () => <Dynamic component={item.icon} aria-hidden="true" />,
        onSelect: () => navigate(item.href),
      }))}
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          class={`flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-12 font-medium focus-visible:-outline-offset-2 ${props.items.some(isOpen) ? "text-accent-ink" : "text-ink-2"}`}
        >
          <Ellipsis class="size-5" aria-hidden="true" />
          More
        </button>
      )}
    />
  );
}
