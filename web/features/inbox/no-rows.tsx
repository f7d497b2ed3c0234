import { Show } from "solid-js";
import type { ConversationList } from "../../stores/inbox/conversation-list.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { ListEmpty } from "./list-empty.tsx";

/** In place of the rows: that there are none, or why they could not be read. */
export default function NoRows(props: { list: ConversationList }) {
  return (
    <Show when={props.list.error()} fallback={<ListEmpty />}>
      {(error) => (
        <ErrorState
          error={error()}
          retrying={props.list.loading() !== undefined}
          onRetry={() => void props.list.refresh()}
        />
      )}
    </Show>
  );
}
