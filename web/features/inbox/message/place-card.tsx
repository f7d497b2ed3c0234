import MapPin from "lucide-solid/icons/map-pin";
import { Show } from "solid-js";
import type { Location } from "../../../../schema/contracts/message-content.ts";

/** A place: what it is called, where it is, and the way to a map, which opens outside. No map is drawn here: it would tell others where customers are. */
export function PlaceCard(props: { place: Location }) {
  const at = () => `${props.place.latitude.toFixed(5)}, ${props.place.longitude.toFixed(5)}`;
  const map = () => {
    const { latitude, longitude } = props.place;
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  };
  return (
    <div class="-mx-1 mb-1 w-72 max-w-[calc(100%+0.5rem)] overflow-hidden rounded-inner bg-sunken">
      <div class="flex items-start gap-2.5 px-3 py-2.5">
        <MapPin class="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />
        <p class="min-w-0 text-13">
          <span class="block font-medium">{props.place.name ?? (props.place.live ? "Live location" : "Location")}</span>
          <Show when={props.place.address}>
            {(address) => <span class="block break-words text-ink-2">{address()}</span>}
          </Show>
          <span class="block text-12 text-ink-3 tabular-nums">{at()}</span>
        </p>
      </div>
      <a
        href={map()}
        target="_blank"
        rel="noopener noreferrer"
        class="flex h-9 items-center justify-center border-t border-line text-13 font-medium text-accent-ink hover:bg-line max-narrow:h-11"
      >
        Open map
      </a>
    </div>
  );
}
