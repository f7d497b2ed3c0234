import type { Presence } from "../../../schema/realtime/down.ts";
import { isOpen, sendTo } from "../../kit/sockets.ts";
import { type Attachment, attachmentOf } from "./attachment.ts";

/** Typing not repeated for so long has ended. */
const TYPING_LAPSES_MS = 6_000;
/** Joins, leaves and keystrokes within this time are told together: n sockets telling n sockets each would be n * n messages. */
const GATHER_MS = 50;
/** More people than this no screen shows. */
const MEMBERS_MAX = 200;

/** Tells everyone who is here, where they look and whether they type. Nothing of it is stored: sockets carry it. */
export class PresenceBoard {
  readonly #sockets: () => WebSocket[];
  /** Whether a conversation is somebody's, who sees nothing but their own. */
  readonly #sees: (userId: string, conversationId: string) => boolean;
  readonly #newcomers = new Set<WebSocket>();
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(sockets: () => WebSocket[], sees: (userId: string, conversationId: string) => boolean) {
    this.#sockets = sockets;
    this.#sees = sees;
  }

  /** A socket that has heard of nobody yet. */
  joined(socket: WebSocket): void {
    this.#newcomers.add(socket);
    this.changed();
  }

  /** Someone came, left, looked elsewhere or typed. */
  changed(): void {
    this.#tellWithin(GATHER_MS);
  }

  #tellWithin(ms: number): void {
    const dueAt = Date.now() + ms;
    if (this.#timer !== undefined && this.#dueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => this.#tell(), ms);
  }

  #tell(): void {
    this.#timer = undefined;
    this.#dueAt = Number.POSITIVE_INFINITY;
    const now = Date.now();
    const here = this.#sockets()
      .filter(isOpen)
      .map((socket) => ({ socket, held: attachmentOf(socket) }));
    const present = here.flatMap(({ held }) => held ?? []);
    const members = membersOf(present, now);
    const body = JSON.stringify({ type: "presence", members } satisfies Presence);
    const isNews = body !== this.#told;
    for (const { socket, held } of here) {
      if (!isNews && !this.#newcomers.has(socket)) continue;
      sendTo(socket, held?.assignedOnly === true ? this.#narrowed(members, held.userId) : body);
    }
    this.#told = body;
    this.#newcomers.clear();
    const lapses = present.map(({ typingAt }) => typingAt + TYPING_LAPSES_MS).filter((at) => at > now);
    if (lapses.length > 0) this.#tellWithin(Math.min(...lapses) - now + 1);
  }

  /** Who is here is told to everyone, what they look at only to whoever may see it. */
  #narrowed(members: Presence["members"], userId: string): string {
    const shown = members.map((member) =>
      member.viewing === null || member.userId === userId || this.#sees(userId, member.viewing)
        ? member
        : { ...member, viewing: null, typing: false },
    );
    return JSON.stringify({ type: "presence", members: shown } satisfies Presence);
  }
}

/** One entry a person, however many tabs: the tab that types counts first, then the one that shows a conversation. */
export function membersOf(present: readonly Attachment[], now: number): Presence["members"] {
  const members = new Map<string, Presence["members"][number]>();
  for (const { userId, name, onlooker, viewing, typingAt } of present) {
    // Whoever looks through another's eyes is here, not the other.
    const who = onlooker ?? { userId, name };
    const member = { userId: who.userId, name: who.name, viewing, typing: typingAt > now - TYPING_LAPSES_MS };
    const held = members.get(who.userId);
    if (held === undefined || weight(member) > weight(held)) members.set(who.userId, member);
  }
  return [...members.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1)).slice(0, MEMBERS_MAX);
}

function weight({ viewing, typing }: Presence["members"][number]): number {
  return (typing ? 2 : 0) + (viewing === null ? 0 : 1);
}
