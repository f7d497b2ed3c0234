/** A grey stand-in with the size of what is loading. Put several in the layout of the real thing, inside one element with aria-busy. */
export function Skeleton(props: { class?: string }) {
  return (
    <span
      aria-hidden="true"
      class={`block animate-[breathe_1.6s_ease-in-out_infinite] rounded-inner bg-sunken ${props.class ?? "h-4 w-full"}`}
    />
  );
}
