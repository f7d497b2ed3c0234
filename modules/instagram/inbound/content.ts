import type { MessageContent } from "../../../schema/contracts/message-content.ts";
import { INBOUND_ATTACHMENTS_MAX, type InboundAttachment } from "../../../schema/inbound/event.ts";
import { boundedLine, boundedText } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";
import { attachmentsOf } from "./attachments.ts";
import { referralOf } from "./referral.ts";
import { webAddress } from "./web-address.ts";

/** What one message says. `placeholder` is set when nothing of it, or not all, can be shown. */
export interface Content {
  type: string;
  text: string | null;
  replyToExternalId?: string;
  attachments?: InboundAttachment[];
  content?: MessageContent;
  placeholder?: string;
}

/**
 * The content of a message. Every one gives something to see: the person did write and waits for an answer.
 * https://developers.facebook.com/docs/instagram-platform/webhooks/examples#messages
 */
export function contentOf(message: unknown): Content {
  const brought = attachmentsOf(message);
  const words = [textAt(message, "text"), ...brought.words].filter((part) => part !== undefined);
  const choice = choiceOf(message);
  const story = storyOf(message);
  const share = story ?? brought.share;
  const referral = referralOf(at(message, "referral"));
  const content: MessageContent = {
    ...(choice === undefined ? {} : { choice }),
    ...(referral === undefined ? {} : { referral }),
    ...(share === undefined ? {} : { share }),
  };
  const files = [...brought.files, ...storyFile(story)].slice(0, INBOUND_ATTACHMENTS_MAX);
  const replyTo = idAt(message, "reply_to", "mid");
  const isEmpty = words.length === 0 && files.length === 0 && brought.placeholder === undefined && story === undefined;
  const placeholder = at(message, "is_unsupported") === true ? UNSUPPORTED : isEmpty ? NOTHING : brought.placeholder;
  return {
    type: typeOf(message, { brought: brought.type, isStory: story !== undefined, isChoice: choice !== undefined }),
    text: words.length === 0 ? null : boundedText(words.join("\n")),
    ...(replyTo === undefined ? {} : { replyToExternalId: replyTo }),
    ...(files.length === 0 ? {} : { attachments: files }),
    ...(Object.keys(content).length === 0 ? {} : { content }),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}

const UNSUPPORTED = "Sent something that Instagram does not pass on. Open it in Instagram.";
const NOTHING = "Sent something that Instagram does not show here. Open it in Instagram.";
const PAYLOAD_MAX_CHARACTERS = 1_000;

function typeOf(
  message: unknown,
  { brought, isStory, isChoice }: { brought: string | undefined; isStory: boolean; isChoice: boolean },
): string {
  if (at(message, "is_unsupported") === true) return "unsupported";
  if (isStory) return "story_reply";
  if (isChoice) return "quick_reply";
  return brought ?? (textAt(message, "text") === undefined ? "unknown" : "text");
}

function choiceOf(message: unknown): MessageContent["choice"] {
  const payload = textAt(message, "quick_reply", "payload");
  if (payload === undefined) return undefined;
  const title = textAt(message, "text");
  return {
    source: "quick_reply",
    id: boundedLine(payload, PAYLOAD_MAX_CHARACTERS),
    ...(title === undefined ? {} : { title: boundedText(title) }),
  };
}

/** The story of the business that a message answers: without it "this one" means nothing. */
function storyOf(message: unknown): MessageContent["share"] {
  if (typeof at(message, "reply_to", "story") !== "object" || at(message, "reply_to", "story") === null)
    return undefined;
  const id = idAt(message, "reply_to", "story", "id");
  const url = webAddress(at(message, "reply_to", "story", "url"));
  return { kind: "story_reply", ...(id === undefined ? {} : { id }), ...(url === undefined ? {} : { url }) };
}

/** It is the business's own story, gone from Instagram within a day: a copy is kept. */
function storyFile(story: MessageContent["share"]): InboundAttachment[] {
  return story?.url === undefined ? [] : [{ type: "file", url: story.url }];
}
