import { describe, expect, it } from "vitest";
import { handshakeChallenge } from "./handshake.ts";

const TOKEN = "a token of ours";
const whole = { "hub.mode": "subscribe", "hub.verify_token": TOKEN, "hub.challenge": "1158201444" };

describe("Meta's handshake", () => {
  it("answers the challenge to who knows the token", async () => {
    expect(await handshakeChallenge(new URLSearchParams(whole), TOKEN)).toBe("1158201444");
  });

  it.each([
    ["another mode", { ...whole, "hub.mode": "unsubscribe" }, TOKEN],
    ["another token", { ...whole, "hub.verify_token": `${TOKEN} ` }, TOKEN],
    ["an empty token on both sides", { ...whole, "hub.verify_token": "" }, ""],
    ["no token of ours", whole, undefined],
    ["no token given", { "hub.mode": "subscribe", "hub.challenge": "1" }, TOKEN],
    ["no challenge", { "hub.mode": "subscribe", "hub.verify_token": TOKEN }, TOKEN],
  ])("refuses %s", async (_how, query, token) => {
    expect(await handshakeChallenge(new URLSearchParams(query), token)).toBeNull();
  });
});
