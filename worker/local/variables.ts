import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "./state-folder.ts";

/** Names by which a variable of the process is meant for the worker. */
const WORKER_PREFIXES = [
  "TRELLIS_",
  "META_",
  "ANTHROPIC_",
  "STRIPE_",
  "TWILIO_",
  "RESEND_",
  "MAIL_",
  "APP_",
  "DNS_",
  "SESSION_",
  "VAULT_",
];
/** The same of a module's provider, whichever it is. */
const PROVIDER_ADDRESS = /^[A-Z][A-Z0-9_]*_API_URL$/;
/** Same prefix, but they steer this machine and not the worker. */
const MACHINE_ONLY = new Set(["TRELLIS_STATE", "TRELLIS_SEED", "TRELLIS_LONG"]);

/**
 * Variables and secrets of the local worker. Secrets are drawn at random the first time and kept in `variables.json` of the
 * state folder, because sealed credentials and sessions must outlive a restart. A variable of the environment wins.
 */
export function localVariables(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return { ...kept(join(stateFolder(environment), "variables.json")), ...passedThrough(environment) };
}

function kept(file: string): Record<string, string> {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  const missing = Object.entries(DRAW).filter(([name]) => before[name] === undefined);
  if (missing.length === 0) return before;
  const after = { ...before, ...Object.fromEntries(missing.map(([name, draw]) => [name, draw()])) };
  writeFileSync(`${file}.new`, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return after;
}

const DRAW: Record<string, () => string> = {
  TRELLIS_SANDBOX: () => "1",
  SESSION_SECRET: () => randomBytes(48).toString("base64url"),
  VAULT_KEYS: () => JSON.stringify({ [`local-${randomBytes(3).toString("hex")}`]: randomBytes(32).toString("base64") }),
  META_APP_SECRET: () => randomBytes(16).toString("hex"),
  META_VERIFY_TOKEN: () => randomBytes(16).toString("hex"),
};

/** Whether a variable of the process is one of the product's own, for the worker or for a local run. */
export function isProductVariable(name: string): boolean {
  return isWorkerVariable(name) || name === "PORT" || name === "HOST";
}

function passedThrough(environment: NodeJS.ProcessEnv): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || MACHINE_ONLY.has(name)) continue;
    if (isWorkerVariable(name)) passed[name] = value;
  }
  return passed;
}

function isWorkerVariable(name: string): boolean {
  return WORKER_PREFIXES.some((prefix) => name.startsWith(prefix)) || PROVIDER_ADDRESS.test(name);
}
