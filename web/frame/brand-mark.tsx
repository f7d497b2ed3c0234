import { Show } from "solid-js";
import { brand } from "../stores/brand.ts";

/** The mark of a brand: its logo, or the first letter of its name in its accent. */
export default function BrandMark(props: { class: string }) {
  return (
    <Show
      when={brand().logo}
      fallback={
        <svg class={props.class} viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="var(--accent)" />
          <text x="16" y="22" text-anchor="middle" font-size="17" font-weight="600" fill="var(--on-accent)">
            {[...brand().name][0]?.toUpperCase()}
          </text>
        </svg>
      }
    >
      {(logo) => <img src={logo()} alt="" class={`${props.class} rounded-inner object-contain`} />}
    </Show>
  );
}
