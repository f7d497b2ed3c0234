import "emoji-picker-element/picker.js";
import data from "emoji-picker-element-data/en/cldr/data.json?url";
import type Picker from "emoji-picker-element/picker.js";
import { onCleanup, onMount } from "solid-js";
import "./emoji-picker.css";

/** Every emoji, with search. Loads with its words (from this server) when first opened; what was used lately comes first. */
export default function EmojiPicker(props: { onPick: (emoji: string) => void }) {
  let place: HTMLDivElement | undefined;
  onMount(() => {
    const picker = document.createElement("emoji-picker") as Picker;
    picker.dataSource = data;
    picker.className = document.documentElement.hasAttribute("data-dark") ? "dark" : "light";
    picker.addEventListener("emoji-click", ({ detail }) => detail.unicode && props.onPick(detail.unicode));
    place?.append(picker);
    // Its field is there once it has drawn itself.
    const focused = setTimeout(() => picker.shadowRoot?.querySelector<HTMLElement>("input")?.focus(), 60);
    onCleanup(() => clearTimeout(focused));
  });
  return <div ref={(element) => (place = element)} class="emoji-picker" />;
}
