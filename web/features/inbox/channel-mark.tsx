import { Match, Switch } from "solid-js";
import { CHANNEL_RULES } from "../../../schema/channels.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";

export function channelName(channel: Conversation["channel"]): string {
  return CHANNEL_RULES[channel].name;
}

/** The channel's mark, drawn small enough for the corner of an avatar. */
export function ChannelMark(props: { channel: Conversation["channel"]; class?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      role="img"
      aria-label={channelName(props.channel)}
      class={props.class}
    >
      <Switch>
        <Match when={props.channel === "instagram"}>
          <circle cx="8" cy="8" r="8" fill="#a8306c" />
          <rect x="4.3" y="4.3" width="7.4" height="7.4" rx="2.2" fill="none" stroke="#ffffff" stroke-width="1.1" />
          <circle cx="8" cy="8" r="1.8" fill="none" stroke="#ffffff" stroke-width="1.1" />
          <circle cx="10.1" cy="5.9" r="0.55" fill="#ffffff" />
        </Match>
        <Match when={props.channel === "whatsapp"}>
          <circle cx="8" cy="8" r="8" fill="#137a4b" />
          <path
            fill="#ffffff"
            d="M8 3.4a4.5 4.5 0 0 0-3.9 6.8l-.6 2.3 2.4-.6A4.5 4.5 0 1 0 8 3.4Zm-1.5 2.3c.3 0 .5.8.6 1 0 .2-.4.6-.4.7.4.8 1 1.3 1.8 1.7.2 0 .6-.6.8-.5l1 .5c.2.1.1 1-.7 1.2-1.4.3-4.1-2-4.1-3.5 0-.7.6-1.1 1-1.1Z"
          />
        </Match>
      </Switch>
    </svg>
  );
}
