import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository, with no slash at its end. */
export const REPOSITORY = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** Absolute path of the folder that holds everything a local run keeps: `TRELLIS_STATE`, else `.trellis/`. Made when missing. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const folder = resolve(REPOSITORY, environment["TRELLIS_STATE"] || ".trellis");
  mkdirSync(folder, { recursive: true });
  return folder;
}
