import { expect, it } from "vitest";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { MEDIA_RULES } from "../../../../modules/whatsapp/media-rules.ts";
import { splitSend } from "./split-send.ts";

const photo = { id: "att_1", type: "image" } as Attachment;
const voice = { id: "att_2", type: "audio" } as Attachment;
const brief = (parts: ReturnType<typeof splitSend>) =>
  parts.map(({ text, attachments = [], replyTo }) =>
    [text, attachments.map(({ id }) => id).join(), replyTo ?? ""].join("|"),
  );

it.each([
  ["words alone", "whatsapp", "Hi", [], "msg_1", ["Hi||msg_1"]],
  ["a photo with a caption", "whatsapp", "Look", [photo], undefined, ["Look|att_1|"]],
  ["a photo alone", "whatsapp", "  ", [photo], "msg_1", ["  |att_1|msg_1"]],
  ["several files", "whatsapp", "Look", [photo, voice], "msg_1", ["Look|att_1|msg_1", "|att_2|"]],
  ["sound takes no words", "whatsapp", "Listen", [voice], "msg_1", ["Listen||msg_1", "|att_2|"]],
  ["a channel without captions", "instagram", "Look", [photo], undefined, ["Look||", "|att_1|"]],
] as const)("%s", (_what, channel, text, files, replyTo, expected) => {
  expect(brief(splitSend(channel, { text, files, replyTo }))).toEqual(expected);
});

it("sends words too long for a caption before the file", () => {
  const text = "x".repeat(MEDIA_RULES.image.captionMax + 1);
  expect(brief(splitSend("whatsapp", { text, files: [photo], replyTo: undefined }))).toEqual([`${text}||`, "|att_1|"]);
});
