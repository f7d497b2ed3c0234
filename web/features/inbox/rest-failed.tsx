import type { ConversationList } from "../../stores/inbox/conversation-list.ts";
import { Button } from "../../ui/button.tsx";

/** Under the rows there are: that the others could not be read. */
export default function RestFailed(props: { list: ConversationList }) {
  return (
    <div class="flex items-center justify-between gap-3 px-4 py-3 text-13 text-ink-2" role="alert">
      The rest of the list could not be loaded.
      <Button size="sm" onClick={() => void (props.list.complete() ? props.list.refresh() : props.list.more())}>
        Try again
      </Button>
    </div>
  );
}
