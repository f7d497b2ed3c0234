import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "./with-lock.ts";

describe("withLock", () => {
  let lock: string;
  beforeEach(() => {
    lock = join(mkdtempSync(join(tmpdir(), "trellis-lock-")), "lock");
  });
  afterEach(() => rmSync(join(lock, ".."), { recursive: true }));

  it("lets one in at a time", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside -= 1;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it("is free again after work that failed", async () => {
    const failing = withLock(lock, () => {
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    expect(await withLock(lock, () => "next")).toBe("next");
  });

  it("passes over a holder that died", async () => {
    mkdirSync(lock);
    // Above every process id that Linux and macOS give out.
    writeFileSync(join(lock, "pid"), "99999999");
    expect(await withLock(lock, () => "next")).toBe("next");
  });
});
