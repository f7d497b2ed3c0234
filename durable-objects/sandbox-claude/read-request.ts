import { z } from "zod";

const TextBlock = z.object({ type: z.literal("text"), text: z.string(), cache_control: z.unknown().optional() });
const Content = z.union([z.string().transform((text) => [{ type: "text" as const, text }]), z.array(TextBlock)]);

/** As much of the Messages API's request as this product sends: https://platform.claude.com/docs/en/api/messages/create */
const Asked = z.object({
  model: z.string().min(1),
  max_tokens: z.number().int().min(1),
  system: Content.default([]),
  messages: z.array(z.object({ role: z.enum(["user", "assistant"]), content: Content })).min(1),
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
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { wrong: `${issue?.path.join(".") ?? "body"}: ${issue?.message ?? "is not valid"}` };
}

/** About how many tokens a text is: a token is some four characters. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}
