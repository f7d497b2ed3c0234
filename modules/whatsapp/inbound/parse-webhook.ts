import type { ParsedWebhook } from "../../module.ts";
import { isNestedTooDeeply } from "../../meta/bounded.ts";
import { type ReadChange, readChange, type ReadEntry } from "./change.ts";
import { at, idAt, listAt } from "../../meta/read.ts";

/**
 * Takes one webhook body apart, change by change and item by item. Each change becomes a group for the number (or, for account events, the
 * WABA) it names, so one body may serve many accounts. A bad item is reported and loses none of its neighbours. Never throws.
 */
export function parseWebhook(body: unknown, receivedAt: number): ParsedWebhook {
  const parsed: ParsedWebhook = { groups: [], unreadable: [] };
  if (isNestedTooDeeply(body)) return { groups: [], unreadable: [{ reason: "nested too deeply", raw: null }] };
  if (at(body, "object") !== "whatsapp_business_account") {
    return { groups: [], unreadable: [{ reason: "not a WhatsApp webhook", raw: body ?? null }] };
  }
  for (const entry of listAt(body, "entry")) {
    for (const change of listAt(entry, "changes")) {
      const read = readSafely(change, { wabaId: idAt(entry, "id"), time: at(entry, "time") }, receivedAt);
      if (read.group !== undefined) parsed.groups.push(read.group);
      parsed.unreadable.push(...read.unreadable);
    }
  }
  return parsed;
}

/** The readers are written to take anything; should one of them still stumble, only its own change is set aside. */
function readSafely(change: unknown, entry: ReadEntry, receivedAt: number): ReadChange {
  try {
    return readChange(change, entry, receivedAt);
  } catch {
    return { unreadable: [{ reason: "a change that could not be read", raw: change ?? null }] };
  }
}
