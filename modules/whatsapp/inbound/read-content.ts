import type { MessageContent } from "../../../schema/contracts/message-content.ts";
import type { InboundAttachment } from "../../../schema/inbound/event.ts";

/** What a reader of one type finds; the type itself only where it is told apart more finely than WhatsApp does. */
export interface ReadContent {
  type?: string;
  text?: string | undefined;
  placeholder?: string;
  attachments?: InboundAttachment[];
  content?: MessageContent;
}

/** For what came but has no form here. */
export const ON_THE_PHONE = "Open it on the phone: this version cannot show it yet.";
