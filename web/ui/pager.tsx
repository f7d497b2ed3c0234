import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { Show } from "solid-js";
import type { Page } from "../../schema/contracts/common.ts";
import { IconButton } from "./icon-button.tsx";

/** Where one is in a paged list, and the way on and back. Not there while everything fits on one page, but for the count. */
export function Pager(props: {
  page: Omit<Page<unknown>, "docs">;
  noun: [one: string, many: string];
  onPage: (page: number) => void;
}) {
  const last = () => Math.min(props.page.pagingCounter + props.page.limit - 1, props.page.totalDocs);
  const count = () =>
    `${props.page.totalDocs.toLocaleString()} ${props.page.totalDocs === 1 ? props.noun[0] : props.noun[1]}`;
  return (
    <nav aria-label="Pages" class="flex min-h-11 items-center justify-between gap-3 text-13 text-ink-2">
      <p role="status">
        <Show when={props.page.totalPages > 1} fallback={count()}>
          {props.page.pagingCounter.toLocaleString()} to {last().toLocaleString()} of {count()}
        </Show>
      </p>
      <Show when={props.page.totalPages > 1}>
        <div class="flex gap-1">
          <IconButton
            label="Previous page"
            disabled={!props.page.hasPrevPage}
            onClick={() => props.onPage(props.page.page - 1)}
          >
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <IconButton
            label="Next page"
            disabled={!props.page.hasNextPage}
            onClick={() => props.onPage(props.page.page + 1)}
          >
            <ChevronRight aria-hidden="true" />
          </IconButton>
        </div>
      </Show>
    </nav>
  );
}
