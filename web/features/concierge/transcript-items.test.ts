import { expect, it } from "vitest";
import type { Entry, EntryOf } from "../../../schema/concierge/entries.ts";
import { message, sessionOf } from "../../stores/concierge/session.test-kit.ts";
import { transcriptOf } from "../../stores/concierge/transcript.ts";
import { callWords, durationWords } from "./tool-words.ts";
import { callsFrom, newestOf, transcriptItems } from "./transcript-items.ts";

const call = (id: string, given: Partial<EntryOf<"call">> = {}): EntryOf<"call"> => ({
  id,
  seq: Number(id.slice(4)),
  at: "2026-11-20T08:00:00.000Z",
  kind: "call",
  tool: "listEntitlements",
  args: {},
  why: null,
  module: null,
  driver: "guided",
  state: "done",
  outcome: null,
  ms: 1,
  ...given,
});
const of = (...entries: Entry[]) => transcriptOf(sessionOf({ entries }));

it("draws calls that follow each other as one", () => {
  const transcript = of(
    call("cge_1"),
    call("cge_2"),
    message({ id: "cge_3", seq: 3 }),
    call("cge_4"),
    message({ id: "cge_5", seq: 5 }),
  );
  expect(transcriptItems(transcript)).toEqual(["cge_1", "cge_3", "cge_4", "cge_5"]);
  expect(callsFrom(transcript, "cge_1").map(({ id }) => id)).toEqual(["cge_1", "cge_2"]);
  expect(callsFrom(transcript, "cge_4").map(({ id }) => id)).toEqual(["cge_4"]);
  expect(newestOf(transcript)?.id).toBe("cge_5");
});

it("tells a call in words, also one of a later version", () => {
  const about = { slug: "mail", name: "E-mail", icon: "email" };
  expect(callWords(call("cge_1", { tool: "installModule", module: about }))).toBe("Connecting E-mail");
  expect(callWords(call("cge_1", { tool: "createAgent", args: { name: "Front desk" } }))).toBe(
    "Creating the agent “Front desk”",
  );
  expect(callWords({ tool: "toString" as never, module: null, args: {} })).toBe("toString");
  expect([durationWords(240), durationWords(1_440)]).toEqual(["240 ms", "1.4 s"]);
});
