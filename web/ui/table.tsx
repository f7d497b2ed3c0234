import type { JSX } from "solid-js";

/** The frame of a dense table: 13 px, 40 px rows, 56 px on a narrow screen where columns marked `wideOnly` are gone. */
export function Table(props: { label: string; head: JSX.Element; children: JSX.Element; busy?: boolean }) {
  return (
    <div class="overflow-x-auto rounded-card border border-line bg-surface shadow-raised">
      <table class="w-full border-collapse text-left text-13" aria-label={props.label} aria-busy={props.busy}>
        <thead class="text-12 text-ink-3">
          <tr class="border-b border-line">{props.head}</tr>
        </thead>
        <tbody class={`divide-y divide-line transition-opacity duration-100 ${props.busy ? "opacity-60" : ""}`}>
          {props.children}
        </tbody>
      </table>
    </div>
  );
}

export function HeadCell(props: { children?: JSX.Element; wideOnly?: boolean; class?: string }) {
  return (
    <th
      scope="col"
      class={`h-9 px-4 font-medium whitespace-nowrap ${props.wideOnly ? "max-narrow:hidden" : ""} ${props.class ?? ""}`}
    >
      {props.children}
    </th>
  );
}

export function Cell(props: { children?: JSX.Element; wideOnly?: boolean; class?: string }) {
  return (
    <td class={`h-10 px-4 py-0.5 max-narrow:h-14 ${props.wideOnly ? "max-narrow:hidden" : ""} ${props.class ?? ""}`}>
      {props.children}
    </td>
  );
}
