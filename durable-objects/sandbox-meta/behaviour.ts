import type { SandboxBehaviour } from "../../schema/contracts/sandbox.ts";
import type { Sandbox } from "./sandbox.ts";

const KEY = "behaviour";
const NORMAL: SandboxBehaviour = { failNext: 0, loseReplies: false, reads: true };

export function readBehaviour(storage: DurableObjectStorage): SandboxBehaviour {
  return storage.kv.get<SandboxBehaviour>(KEY) ?? NORMAL;
}

export function storeBehaviour(storage: DurableObjectStorage, behaviour: SandboxBehaviour): void {
  storage.kv.put(KEY, behaviour);
}

/** Uses up one of the failures asked for: the code to answer with (the channel's passing fault unless chosen), undefined when this send goes through. */
export function takeFailure({ storage, wire }: Sandbox): number | undefined {
  const behaviour = readBehaviour(storage);
  if (behaviour.failNext === 0) return undefined;
  storeBehaviour(storage, { ...behaviour, failNext: behaviour.failNext - 1 });
  return behaviour.code ?? wire().usualFailure;
}
