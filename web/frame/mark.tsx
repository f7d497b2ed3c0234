import { lazy, Show, Suspense } from "solid-js";
import { PRODUCT_NAME } from "../../schema/product-name.ts";
import { brand } from "../stores/brand.ts";

const BrandMark = lazy(() => import("./brand-mark.tsx"));

/** The mark of whose product this is: an account's, or Trellis's own, in the accent. */
export function Mark(props: { class?: string }) {
  const size = () => props.class ?? "size-6";
  return (
    <Show
      when={brand().logo === null && brand().name === PRODUCT_NAME}
      fallback={
        <Suspense fallback={<span class={size()} />}>
          <BrandMark class={size()} />
        </Suspense>
      }
    >
      <svg class={size()} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M9 8v16M16 8v16M23 8v16M7 12h18M7 20h18"
          fill="none"
          stroke="var(--on-accent)"
          stroke-width="2.2"
          stroke-linecap="round"
        />
      </svg>
    </Show>
  );
}
