import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

type Process = { pid: number; parent: number; command: string; started: string };
type Run = { port: number; processes: Process[] };

const PATIENCE_MS = 5_000;

/**
 * Notes who serves this state folder, so that the next start can end them: a killed Node leaves its runtime serving. Returns
 * whether all of them still live.
 */
export function recordRun(state: string, { port }: { port: number }): () => boolean {
  const processes = everyProcess().filter(
    ({ pid, parent, command }) => pid === process.pid || (parent === process.pid && command.includes("workerd")),
  );
  writeFileSync(file(state), `${JSON.stringify({ port, processes } satisfies Run, null, 2)}\n`);
  return () => processes.every(lives);
}

/** Ends whatever still serves this state folder: two runtimes must never write the same databases. */
export async function endEarlierRun(state: string): Promise<void> {
  for (const before of recorded(state).processes) {
    if (before.pid !== process.pid && lives(before)) await end(before);
  }
  rmSync(file(state), { force: true });
}

/** A process id is given out again; together with its start and command line it is not. */
function lives({ pid, command, started }: Process): boolean {
  const now = process.platform === "linux" ? fromProc(pid) : everyProcess().find((one) => one.pid === pid);
  return now !== undefined && now.command !== "" && now.command === command && now.started === started;
}

async function end(one: Process): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  signal(one.pid, "SIGTERM");
  while (lives(one)) {
    if (Date.now() > deadline) signal(one.pid, "SIGKILL");
    await pause(50);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone in the meantime, which is what was wanted.
  }
}

function recorded(state: string): Run {
  try {
    return JSON.parse(readFileSync(file(state), "utf8")) as Run;
  } catch {
    return { port: 0, processes: [] };
  }
}

function file(state: string): string {
  return join(state, "run.json");
}

function everyProcess(): Process[] {
  if (process.platform === "linux") {
    const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
    return pids.flatMap((pid) => fromProc(pid) ?? []);
  }
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,lstart=,command="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [, pid, parent, started, command] = /^\s*(\d+)\s+(\d+)\s+(.{24})\s+(.*)$/.exec(line) ?? [];
    if (started === undefined || command === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), command, started }];
  });
}

/** Linux tells it in files, so that it works on images without `ps`. A dead process not yet collected has no command line. */
function fromProc(pid: number): Process | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is a name in brackets and may hold spaces; what follows it counts from the third.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid, parent: Number(fields[1]), command, started: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
