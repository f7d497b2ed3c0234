import { Show } from "solid-js";
import { CHANNEL_RULES, type Channel } from "../../../schema/channels.ts";
import { duration, type ReplyWindow } from "./window-clock.ts";

/** How long a reply may still be sent, beside the tabs of the composer. Nothing once it may not: the composer then says why. */
export function WindowWords(props: { channel: Channel; window: ReplyWindow }) {
  const rules = () => CHANNEL_RULES[props.channel];
  const left = () => {
    const at = props.window;
    return at.state === "open" || at.state === "person" ? at : undefined;
  };
  const person = () => left()?.state === "person";
  return (
    <Show when={left()}>
      {(at) => (
        <span
          class={`truncate text-12 ${at().closing ? "font-medium text-warning" : "text-ink-3"}`}
          data-tip={
            person()
              ? `${rules().name} lets people answer for ${duration(rules().personMs)} after the customer's last message. Nothing automatic may.`
              : `${rules().name} allows free-form replies for ${duration(rules().windowMs)} after the customer's last message.`
          }
        >
          <span class="max-narrow:hidden">{person() ? "People may still answer for " : "Reply window closes in "}</span>
          <span class="narrow:hidden">{person() ? "People only: " : "Closes in "}</span>
          {duration(at().leftMs)}
        </span>
      )}
    </Show>
  );
}
