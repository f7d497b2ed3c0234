import type { SharedLink } from "../../../schema/contracts/message-content.ts";
import type { InboundAttachment } from "../../../schema/inbound/event.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import { isMetaFile, webAddress } from "./web-address.ts";

/** What a message brings beside its words: files to copy, words of its own, and what it shares. `type` is undefined when it brings nothing. */
export interface Brought {
  type: string | undefined;
  files: InboundAttachment[];
  words: string[];
  share?: SharedLink;
  placeholder?: string;
}

/** Reads `attachments[]`; the first one names the message's type. A post that comes as two attachments is one. */
export function attachmentsOf(message: unknown): Brought {
  const given = at(message, "attachments");
  const list = Array.isArray(given) ? given : given === undefined ? [] : [given];
  const brought: Brought = { type: undefined, files: [], words: [] };
  for (const attachment of list.slice(0, LOOKED_AT_MAX)) {
    const { type, file, words, share, placeholder } = readAttachment(attachment);
    brought.type ??= type;
    if (file !== undefined && !brought.files.some(({ url }) => url === file.url)) brought.files.push(file);
    for (const word of words ?? []) if (!brought.words.includes(word)) brought.words.push(word);
    if (share !== undefined && brought.share === undefined) brought.share = share;
    if (placeholder !== undefined && brought.placeholder === undefined) brought.placeholder = placeholder;
  }
  return brought;
}

interface One {
  type: string;
  file?: InboundAttachment | undefined;
  words?: string[];
  share?: SharedLink;
  placeholder?: string;
}

const LOOKED_AT_MAX = 50;
const LINE_MAX_CHARACTERS = 1_000;
const ELEMENTS_MAX = 10;
const IN_INSTAGRAM = "Open it in Instagram.";

function readAttachment(attachment: unknown): One {
  const type = textAt(attachment, "type") ?? "";
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read?.(attachment) ?? unknown(attachment, type);
}

/** Every kind of attachment Meta names. Whatever is only in a story, or disappears, is never copied: it belongs to its author for a day. */
const READERS: Record<string, (attachment: unknown) => One> = {
  image: (attachment) =>
    idAt(attachment, "payload", "sticker_id") === undefined
      ? media(attachment, "image", "photo")
      : { ...media(attachment, "sticker", "sticker"), type: "sticker" },
  sticker: (attachment) => media(attachment, "sticker", "sticker"),
  // The heart the app sends when one taps it: a sticker without a file.
  like_heart: () => ({ type: "sticker", words: ["❤️"] }),
  video: (attachment) => media(attachment, "video", "video"),
  // The app sends no other audio than what was just spoken.
  audio: (attachment) => media(attachment, "audio", "voice message", { voice: true }),
  file: (attachment) => media(attachment, "file", "file"),
  share: (attachment) => shared(attachment, { type: "share", kind: "post", label: "post" }),
  ig_post: (attachment) => shared(attachment, { type: "share", kind: "post", label: "post" }),
  post: (attachment) => shared(attachment, { type: "share", kind: "post", label: "post" }),
  ig_reel: (attachment) => shared(attachment, { type: "reel", kind: "reel", label: "reel" }),
  reel: (attachment) => shared(attachment, { type: "reel", kind: "reel", label: "reel" }),
  fallback: (attachment) => shared(attachment, { type: "share", kind: "link", label: "link" }),
  story_mention: (attachment) => ({
    type: "story_mention",
    share: link(attachment, "story_mention"),
    placeholder:
      "Mentioned you in their story. It stays theirs, so no copy is kept: look at it in Instagram within a day.",
  }),
  ig_story: (attachment) => sharedStory(attachment),
  story: (attachment) => sharedStory(attachment),
  ephemeral: () => ({
    type: "ephemeral",
    placeholder: `Sent a photo or video that disappears. ${IN_INSTAGRAM}`,
  }),
  template: (attachment) => template(attachment),
  unsupported_type: () => ({
    type: "unsupported",
    placeholder: `Sent something that Instagram does not pass on. ${IN_INSTAGRAM}`,
  }),
};

function media(
  attachment: unknown,
  type: InboundAttachment["type"],
  label: string,
  also: Pick<InboundAttachment, "voice"> = {},
): One {
  const url = webAddress(at(attachment, "payload", "url"));
  return url === undefined
    ? { type, placeholder: `Sent a ${label} that Instagram did not pass on. ${IN_INSTAGRAM}` }
    : { type, file: { type, url, ...also } };
}

/** A post, reel or link of anyone's. The address of the file itself is copied; a page is only linked. */
function shared(
  attachment: unknown,
  { type, kind, label }: { type: string; kind: SharedLink["kind"]; label: string },
): One {
  const share = link(attachment, kind);
  const { url, title } = share;
  const isFile = url !== undefined && isMetaFile(url);
  return {
    type,
    share,
    // Without a file the address itself is what there is to see.
    words: [title, isFile ? undefined : url].filter((word) => word !== undefined),
    ...(isFile ? { file: { type: kind === "reel" ? ("video" as const) : ("file" as const), url } } : {}),
    ...(url === undefined ? { placeholder: `Shared a ${label} that Instagram did not pass on. ${IN_INSTAGRAM}` } : {}),
  };
}

function sharedStory(attachment: unknown): One {
  return {
    type: "story",
    share: link(attachment, "link"),
    placeholder: "Shared a story. It belongs to its author, so no copy is kept: look at it in Instagram within a day.",
  };
}

function link(attachment: unknown, kind: SharedLink["kind"]): SharedLink {
  const url = webAddress(at(attachment, "payload", "url") ?? at(attachment, "url"));
  const title = lineOf(attachment, "payload", "title") ?? lineOf(attachment, "title");
  const id = ID_NAMES.map((name) => idAt(attachment, "payload", name)).find((found) => found !== undefined);
  return {
    kind,
    ...(id === undefined ? {} : { id }),
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
  };
}

const ID_NAMES = ["reel_video_id", "ig_post_media_id", "story_media_id", "id"];

/** A card or list of products: its words are what can be shown of it. */
function template(attachment: unknown): One {
  const elements = [
    ...listAt(attachment, "payload", "generic", "elements"),
    ...listAt(attachment, "payload", "product", "elements"),
    ...listAt(attachment, "payload", "elements"),
  ].slice(0, ELEMENTS_MAX);
  const words = [
    lineOf(attachment, "payload", "text") ?? lineOf(attachment, "payload", "button", "text"),
    ...elements.flatMap((element) => [lineOf(element, "title"), lineOf(element, "subtitle")]),
  ].filter((line) => line !== undefined);
  const productId = idAt(attachment, "payload", "product", "elements", 0, "id");
  return {
    type: "template",
    words,
    ...(productId === undefined ? {} : { share: { kind: "product" as const, id: productId } }),
    ...(words.length === 0 ? { placeholder: `A card with buttons. ${IN_INSTAGRAM}` } : {}),
  };
}

/** What it is cannot be told; the title and link it may bring can. */
function unknown(attachment: unknown, type: string): One {
  const share = link(attachment, "link");
  const name = /^[a-z][a-z0-9_]{0,39}$/.test(type) ? type : "unknown";
  const kind = name === "unknown" ? "" : ` (${name.replaceAll("_", " ")})`;
  return {
    type: name,
    words: share.title === undefined ? [] : [share.title],
    ...(share.url === undefined ? {} : { share }),
    placeholder: `Sent something this version does not know${kind}. ${IN_INSTAGRAM}`,
  };
}

function lineOf(value: unknown, ...path: (string | number)[]): string | undefined {
  return boundedLine(textAt(value, ...path) ?? "", LINE_MAX_CHARACTERS) || undefined;
}
