import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REALTIME_VERSION } from "./version.ts";

/** The contract each version stands for. A changed contract gets a new line, and REALTIME_VERSION its number. */
const CONTRACTS: Record<number, string> = { 5: "a8dbce99ee145dad032d16cc701e20c01acc23dc354e68e2b406f9b1d8cf2a5d" };

test("the socket contract does not change without a new version", () => {
  const text = ["down.ts", "up.ts"].map((file) => readFileSync(`${import.meta.dirname}/${file}`, "utf8")).join("\n");
  expect(createHash("sha256").update(text).digest("hex")).toBe(CONTRACTS[REALTIME_VERSION]);
});
