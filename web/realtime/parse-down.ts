import type { CHANGED_ENTITIES, DownMessage, SIGHTS } from "../../schema/realtime/down.ts";

/**
 * Reads one frame of the socket; `undefined` for anything that is not a message of the contract. Written by hand because the contract's
 * own parser would weigh more than the rest of the inbox; a test holds the two to the same verdict on generated frames.
 */
export function parseDown(frame: unknown): DownMessage | undefined {
  const body = typeof frame === "string" ? parseJson(frame) : undefined;
  if (!isRecord(body)) return undefined;
  switch (body["type"]) {
    case "hello": {
      const { seq, version, sight } = body;
      if (!isInt(seq) || !isInt(version) || !isOneOf(sight, SEES)) return undefined;
      return { type: "hello", seq, version, sight };
    }
    case "passed": {
      const { seq } = body;
      return isInt(seq) ? { type: "passed", seq } : undefined;
    }
    case "reset": {
      const { seq } = body;
      return isInt(seq) ? { type: "reset", seq } : undefined;
    }
    case "change": {
      const { seq, also } = body;
      const head = changed(body);
      if (!isInt(seq) || head === undefined) return undefined;
      if (also === undefined) return { type: "change", seq, ...head };
      const rest = Array.isArray(also) ? also.map(changed) : [undefined];
      return rest.every((one) => one !== undefined) ? { type: "change", seq, ...head, also: rest } : undefined;
    }
    case "presence": {
      const members = body["members"];
      return Array.isArray(members) && members.every(isMember) ? { type: "presence", members } : undefined;
    }
    case "draft": {
      const { conversationId, mode, client } = body;
      if (typeof conversationId !== "string" || !isOneOf(mode, MODES)) return undefined;
      if (client !== null && typeof client !== "string") return undefined;
      return { type: "draft", conversationId, mode, draft: body["draft"] ?? null, client };
    }
    default:
      return undefined;
  }
}

type Member = Extract<DownMessage, { type: "presence" }>["members"][number];

const ENTITIES = [
  "contact",
  "conversation",
  "message",
  "activity",
  "integration",
  "canned_reply",
  "impersonation",
] as const satisfies typeof CHANGED_ENTITIES;
const SEES = ["all", "assigned"] as const satisfies typeof SIGHTS;
const OPS = ["created", "updated", "deleted"] as const;
const MODES = ["reply", "note"] as const;

type Changed = NonNullable<Extract<DownMessage, { type: "change" }>["also"]>[number];

function changed(value: unknown): Changed | undefined {
  if (!isRecord(value)) return undefined;
  const { entity, op, id } = value;
  if (!isOneOf(entity, ENTITIES) || !isOneOf(op, OPS) || typeof id !== "string") return undefined;
  return { entity, op, id, doc: value["doc"] ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMember(value: unknown): value is Member {
  return (
    isRecord(value) &&
    typeof value["userId"] === "string" &&
    typeof value["name"] === "string" &&
    (value["viewing"] === null || typeof value["viewing"] === "string") &&
    typeof value["typing"] === "boolean"
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInt(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isOneOf<const T extends string>(value: unknown, options: readonly T[]): value is T {
  return options.some((option) => option === value);
}
