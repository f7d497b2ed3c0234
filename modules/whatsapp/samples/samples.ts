import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The webhook bodies of this folder, each with what a good inbox makes of it. For tests in Node. */
export const SAMPLE_NAMES = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".json"));

export interface Sample {
  payload: unknown;
  /** The exact body, where it is no plain JSON value. */
  raw_text?: string;
  expand?: { op: "repeat"; token: string; unit: string; times: number }[];
  expect: {
    messages: number;
    statuses: number;
    reactions: number;
    echoes: number;
    edits?: number;
    deletes?: number;
    text: string | null;
    texts?: string[];
    accept?: { text?: string[] };
    type: string;
    placeholder?: boolean;
    attachments?: number;
    payload_id?: string;
    attribution?: Record<"source_type" | "source_id" | "headline", string>;
    reply_to?: string;
    target?: string;
    emoji?: string;
    contact?: { phone?: string; bsuid?: string; name?: string };
    per_tenant?: Record<"A" | "B", number>;
    final_status?: Record<string, string>;
  };
}

export function readSample(name: string): Sample {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as Sample;
}

/** The body as it would arrive. */
export function bodyOf({ payload, raw_text: rawText, expand = [] }: Sample): unknown {
  let json = rawText ?? JSON.stringify(payload);
  for (const { token, unit, times } of expand) json = json.replace(token, unit.repeat(times));
  return JSON.parse(json);
}
