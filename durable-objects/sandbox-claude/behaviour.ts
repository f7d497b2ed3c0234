import type { ClaudeFault, SandboxClaude, ScriptedTurn, SteerSandboxClaude } from "../../schema/contracts/sandbox.ts";

const KEY = "behaviour";
const NORMAL: SandboxClaude = { fault: null, times: 0, retryAfterSeconds: 1, delayMs: 15, turns: [] };

/** What it does with the next calls; as it should where nobody has chosen. */
export function readBehaviour(storage: DurableObjectStorage): SandboxClaude {
  return { ...NORMAL, ...storage.kv.get<Partial<SandboxClaude>>(KEY) };
}

/** Lays what is given over what is set, and answers the whole. */
export function steer(storage: DurableObjectStorage, given: SteerSandboxClaude): SandboxClaude {
  const { fault, times, retryAfterSeconds, delayMs, turns } = given;
  const before = readBehaviour(storage);
  const next: SandboxClaude = {
    fault: fault === undefined ? before.fault : fault,
    times: times ?? (fault === undefined ? before.times : 1),
    retryAfterSeconds: retryAfterSeconds ?? before.retryAfterSeconds,
    delayMs: delayMs ?? before.delayMs,
    turns: turns ?? before.turns,
  };
  const steered = next.fault === null || next.times === 0 ? { ...next, fault: null, times: 0 } : next;
  storage.kv.put(KEY, steered);
  return steered;
}

/** Uses up one call of the fault asked for; undefined when this call goes as it should. */
export function takeFault(storage: DurableObjectStorage): ClaudeFault | undefined {
  const { fault, times } = readBehaviour(storage);
  if (fault === null) return undefined;
  steer(storage, { times: times - 1 });
  return fault;
}

/** Uses up the next answer of the script; undefined where there is none. */
export function takeTurn(storage: DurableObjectStorage): ScriptedTurn | undefined {
  const [next, ...rest] = readBehaviour(storage).turns;
  if (next !== undefined) steer(storage, { turns: rest });
  return next;
}
