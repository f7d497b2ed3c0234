import { describe, expect, it } from "vitest";
import { CHANNELS, CHANNEL_RULES, personUntil, replyWindow, textOverflow } from "./channels.ts";

const DAY_MS = 86_400_000;

describe("the reply window", () => {
  it.each(CHANNELS)("of %s is 24 hours for all, and closed where the customer never wrote", (channel) => {
    expect(CHANNEL_RULES[channel].windowMs).toBe(DAY_MS);
    expect(replyWindow(channel, null, 0)).toBe("closed");
    expect(replyWindow(channel, 1_000, 999)).toBe("open");
    expect(CHANNEL_RULES[channel].personMs).toBeGreaterThanOrEqual(DAY_MS);
  });

  it("of WhatsApp closes for people and machines alike", () => {
    expect(replyWindow("whatsapp", 1_000, 1_000)).toBe("closed");
    expect(personUntil("whatsapp", 1_000)).toBe(1_000);
  });

  it("of Instagram stays open to people until seven days after the customer wrote", () => {
    const wroteAt = 1_000;
    const expiresAt = wroteAt + DAY_MS;
    expect(replyWindow("instagram", expiresAt, expiresAt)).toBe("person");
    expect(replyWindow("instagram", expiresAt, wroteAt + 7 * DAY_MS - 1)).toBe("person");
    expect(replyWindow("instagram", expiresAt, wroteAt + 7 * DAY_MS)).toBe("closed");
    expect(personUntil("instagram", expiresAt)).toBe(wroteAt + 7 * DAY_MS);
  });
});

it.each([
  ["whatsapp", "x".repeat(4_096), 0],
  ["whatsapp", "x".repeat(4_099), 3],
  ["whatsapp", "é".repeat(4_096), 0],
  ["instagram", "x".repeat(1_000), 0],
  ["instagram", "é".repeat(500), 0],
  ["instagram", "é".repeat(501), 2],
  ["instagram", "🏮".repeat(251), 4],
] as const)("a text for %s is measured in the channel's own unit", (channel, text, over) => {
  expect(textOverflow(channel, text)).toBe(over);
});
