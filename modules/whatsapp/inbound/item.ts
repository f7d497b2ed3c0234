import { boundedText } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";
import { typeOf } from "./content.ts";
import { captionOf } from "./media.ts";
import { messageFrom, type MessageSetting } from "./message.ts";
import { personFrom } from "./person.ts";
import { providerTime } from "./provider-time.ts";
import type { Read } from "./read-event.ts";
import { systemEvents } from "./system.ts";

/**
 * One item of `messages[]`, `message_echoes[]` or a history thread. Most are messages; some speak of an earlier message or of the person and
 * are no message at all.
 */
export function eventsFrom(item: unknown, setting: MessageSetting): Read[] {
  const type = typeOf(item);
  const read = Object.hasOwn(ABOUT_ANOTHER, type) ? ABOUT_ANOTHER[type] : undefined;
  try {
    return read?.(item, setting) ?? [messageFrom(item, setting)];
  } catch {
    // The readers are written to take anything; should one of them still stumble, only its own item is set aside.
    return [{ unreadable: `an item of type ${type} that could not be read` }];
  }
}

/** Items about something else. Undefined where that cannot be told: the item is then kept as a message of its own. */
const ABOUT_ANOTHER: Record<string, (item: unknown, setting: MessageSetting) => Read[] | undefined> = {
  reaction: (item, setting) => {
    const change = changeOf(item, setting, idAt(item, "reaction", "message_id"));
    const person = personFrom(setting.ids, setting.contacts);
    if (change === undefined || person === undefined)
      return [{ unreadable: "a reaction that names no message or nobody" }];
    return [{ kind: "reaction", ...change, person, emoji: textAt(item, "reaction", "emoji") ?? null }];
  },
  edit: (item, setting) => {
    // The context inside `edit.message` is a dummy; the message meant is this one.
    const change = changeOf(item, setting, idAt(item, "edit", "original_message_id"));
    if (change === undefined) return undefined;
    const words = textAt(item, "edit", "message", "text", "body") ?? captionOf(at(item, "edit", "message"));
    return [{ kind: "edit", ...change, text: words === undefined ? null : boundedText(words) }];
  },
  revoke: (item, setting) => {
    const change = changeOf(item, setting, idAt(item, "revoke", "original_message_id"));
    return [change === undefined ? { unreadable: "a deletion that names no message" } : { kind: "delete", ...change }];
  },
  system: systemEvents,
};

function changeOf(item: unknown, { direction, receivedAt }: MessageSetting, targetExternalId: string | undefined) {
  const externalId = idAt(item, "id");
  if (externalId === undefined || targetExternalId === undefined) return undefined;
  return {
    channel: "whatsapp" as const,
    externalId,
    targetExternalId,
    direction,
    at: providerTime(at(item, "timestamp"), receivedAt),
  };
}
