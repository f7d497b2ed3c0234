import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sample } from "../../sample.test-kit.ts";

/** The webhook bodies of this folder, each with what a good inbox makes of it. For tests in Node. */
export const SAMPLE_NAMES = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".json"));

/** One of them by its file's name. */
export function readSample(name: string): Sample {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as Sample;
}

/** The body as it would arrive. */
export function bodyOf({ payload, raw_text: rawText, expand = [] }: Sample): unknown {
  let json = rawText ?? JSON.stringify(payload);
  for (const { token, unit, times } of expand) json = json.replace(token, unit.repeat(times));
  return JSON.parse(json);
}
