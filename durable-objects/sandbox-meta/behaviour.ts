import type { SandboxBehaviour } from "../../schema/contracts/sandbox.ts";

const KEY = "behaviour";
const NORMAL: SandboxBehaviour = { failNext: 0, loseReplies: false, reads: true };
/** Answered when the next sends are to fail and no code was chosen: a passing fault. */
const USUAL_CODE = 131_000;

export function readBehaviour(storage: DurableObjectStorage): SandboxBehaviour {
  return storage.kv.get<SandboxBehaviour>(KEY) ?? NORMAL;
}

export function storeBehaviour(storage: DurableObjectStorage, behaviour: SandboxBehaviour): void {
  storage.kv.put(KEY, behaviour);
}

/** Uses up one of the failures asked for: the code to answer with, undefined when this send goes through. */
export function takeFailure(storage: DurableObjectStorage): number | undefined {
  const behaviour = readBehaviour(storage);
  if (behaviour.failNext === 0) return undefined;
  storeBehaviour(storage, { ...behaviour, failNext: behaviour.failNext - 1 });
  return behaviour.code ?? USUAL_CODE;
}
