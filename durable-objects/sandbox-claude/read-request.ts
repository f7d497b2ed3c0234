import { z } from "zod";

const Marked = { cache_control: z.unknown().optional() };
const TextBlock = z.object({ type: z.literal("text"), text: z.string(), ...Marked });
const asText = z.string().transform((text): z.infer<typeof TextBlock>[] => [{ type: "text", text }]);
const Block = z.discriminatedUnion("type", [
  TextBlock,
  z.object({ type: z.literal("thinking"), thinking: z.string(), signature: z.string() }),
  z.object({ type: z.literal("redacted_thinking"), data: z.string() }),
  z.object({
    type: z.literal("tool_use"),
    id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
    input: z.record(z.string(), z.unknown()),
    ...Marked,
  }),
  z.object({
    type: z.literal("tool_result"),
    tool_use_id: z.string(),
    content: z.union([asText, z.array(TextBlock)]).default([]),
    is_error: z.boolean().default(false),
    ...Marked,
  }),
]);
export type AskedBlock = z.infer<typeof Block>;

/** As much of the Messages API's request as this product sends: https://platform.claude.com/docs/en/api/messages/create */
const Asked = z.object({
  model: z.string().min(1),
  max_tokens: z.number().int().min(1),
  tools: z
    .array(
      z.object({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
        description: z.string().optional(),
        input_schema: z.looseObject({ type: z.literal("object") }),
      }),
    )
    .default([]),
  system: z.union([asText, z.array(TextBlock)]).default([]),
  messages: z
    .array(
      z.object({
        role: z.enum(["user", "assistant"]),
        content: z.union([asText.transform((blocks): AskedBlock[] => blocks), z.array(Block).min(1)]),
      }),
    )
    .min(1),
  stream: z.boolean().default(false),
  // Taken away by the API's version 2026-10-21, whatever their value.
  temperature: z.never().optional(),
  top_p: z.never().optional(),
  top_k: z.never().optional(),
});
export type Asked = z.infer<typeof Asked>;

/** The request, or what the API says is wrong with it. */
export function readAsked(body: unknown): Asked | { wrong: string } {
  const read = Asked.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { wrong: `${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "is not valid"}` };
  }
  const wrong = wrongOrder(read.data);
  return wrong === undefined ? read.data : { wrong };
}

/** What the API refuses of a record that is well formed: empty text, and calls that are not answered right after they were made. */
function wrongOrder({ messages }: Asked): string | undefined {
  for (const [n, { role, content }] of messages.entries()) {
    if (content.some((block) => block.type === "text" && block.text === ""))
      return `messages.${n}: text content blocks must be non-empty`;
    const before = idsOf(messages[n - 1]?.content ?? [], "tool_use");
    const answered = idsOf(content, "tool_result");
    const open = before.filter((id) => role !== "user" || !answered.includes(id));
    if (open.length > 0)
      return `messages.${n - 1}: tool_use ids were found without tool_result blocks immediately after: ${open.join(", ")}`;
    const stray = answered.filter((id) => !before.includes(id));
    if (stray.length > 0)
      return `messages.${n}: unexpected tool_use_id found in tool_result blocks: ${stray.join(", ")}`;
    if (new Set(answered).size < answered.length) return `messages.${n}: each tool_use must have a single result`;
  }
  const unanswered = idsOf(messages.at(-1)?.content ?? [], "tool_use");
  if (messages[0]?.role !== "user") return "messages: first message must use the user role";
  return unanswered.length === 0
    ? undefined
    : `messages.${messages.length - 1}: tool_use ids were found without tool_result blocks immediately after: ${unanswered.join(", ")}`;
}

function idsOf(content: readonly AskedBlock[], type: "tool_use" | "tool_result"): string[] {
  return content.flatMap((block) =>
    block.type === "tool_use" && type === "tool_use"
      ? [block.id]
      : block.type === "tool_result" && type === "tool_result"
        ? [block.tool_use_id]
        : [],
  );
}

/** What a block says, as it is read and counted. */
export function textOf(block: AskedBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "thinking":
      return block.thinking;
    case "redacted_thinking":
      return block.data;
    case "tool_use":
      return JSON.stringify(block.input);
    case "tool_result":
      return block.content.map(({ text }) => text).join("\n");
    default:
      return block satisfies never;
  }
}

/** About how many tokens a text is: a token is some four characters. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}
