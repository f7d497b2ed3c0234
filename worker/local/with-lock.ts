import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Runs `work` while no other process of this machine holds the same folder. A holder that died is passed over. */
export async function withLock<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  while (!taken(folder)) {
    if (!holderLives(folder)) rmSync(folder, { recursive: true, force: true });
    await pause(100);
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function taken(folder: string): boolean {
  try {
    mkdirSync(folder);
  } catch {
    return false;
  }
  writeFileSync(join(folder, "pid"), String(process.pid));
  return true;
}

function holderLives(folder: string): boolean {
  try {
    process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), 0);
    return true;
  } catch (error) {
    // Between making the folder and naming its holder there is no pid yet: that holder lives.
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}
