import { z } from "zod";
import { Health } from "../contracts/integrations.ts";
import { Id, Timestamp } from "../contracts/common.ts";
import { FieldRule } from "../manifest/field-rule.ts";
import { Requirement } from "../manifest/requirement.ts";
import { DRIVERS, MODULE_STATES } from "./words.ts";
import { TOOL_NAMES } from "./tools.ts";

const Common = {
  id: Id,
  seq: z.int().meta({ description: "The session's count when this last changed" }),
  at: Timestamp.meta({ description: "When it first appeared: the order of the transcript" }),
};
const About = z.object({ slug: z.string(), name: z.string(), icon: z.string() });

/** Values stored by a form: that they are, and how each ends. Never a value of a secret. */
const Stored = z.record(z.string(), z.object({ hint: z.string() }));

/**
 * The transcript: what everybody on every device sees, in the order of `at`. An entry may change after it appeared (a text grows, a form is
 * sent); it keeps its place and gets a new `seq`. None of them ever holds a secret.
 */
export const Entry = z.discriminatedUnion("kind", [
  z.object({
    ...Common,
    kind: z.literal("message"),
    from: z.enum(["person", "concierge"]),
    author: z.string().nullable().meta({ description: "The person's name; null for the concierge" }),
    driver: z.enum(DRIVERS).nullable().meta({ description: "Who wrote it, where it was the concierge" }),
    text: z.string(),
    state: z.enum(["streaming", "done", "cut"]).meta({ description: "`cut`: the model broke off here" }),
    removed: z.int().meta({ description: "How many secrets were taken out of the text before it was stored" }),
  }),
  z.object({
    ...Common,
    kind: z.literal("call"),
    tool: z.enum(TOOL_NAMES),
    args: z.record(z.string(), z.unknown()),
    why: z.string().nullable(),
    module: About.nullable(),
    driver: z.enum(DRIVERS),
    state: z.enum(["pending", "done", "failed"]),
    outcome: z.string().nullable().meta({ description: "What came of it, in one line" }),
    ms: z.int().nullable(),
  }),
  z.object({
    ...Common,
    kind: z.literal("form"),
    module: About,
    text: z.string().meta({ description: "One line about the module, or why it is asked again" }),
    fields: z.array(Requirement).meta({ description: "Only what is asked for, in order" }),
    rules: z.array(FieldRule),
    settings: z.array(z.string()).meta({ description: "Names of `fields` that are settings, not credentials" }),
    values: z.record(z.string(), z.string()).meta({ description: "What stands in them now, where it is no secret" }),
    faults: z.record(z.string(), z.string()).meta({ description: "By field: what the provider said of it last time" }),
    sandbox: z.boolean().meta({ description: "Whether it may be tried in test mode instead" }),
    state: z.enum(["open", "stored", "skipped", "over"]).meta({ description: "`over`: it is not needed any more" }),
    stored: Stored,
    by: z.string().nullable().meta({ description: "Who sent or skipped it" }),
  }),
  z.object({
    ...Common,
    kind: z.literal("question"),
    text: z.string(),
    choices: z.array(z.string()),
    state: z.enum(["open", "answered", "over"]),
    answer: z.string().nullable(),
    by: z.string().nullable(),
  }),
  z.object({
    ...Common,
    kind: z.literal("approval"),
    tool: z.enum(TOOL_NAMES),
    args: z.record(z.string(), z.unknown()).meta({ description: "Exactly what will run" }),
    title: z.string(),
    consequence: z.string(),
    for: z.object({ id: Id, name: z.string() }).meta({ description: "Who alone may click" }),
    state: z.enum(["open", "approved", "declined", "expired", "over"]),
    expiresAt: Timestamp,
  }),
  z.object({
    ...Common,
    kind: z.literal("result"),
    module: About,
    state: z.enum(MODULE_STATES),
    integration: Id.nullable(),
    health: Health.nullable(),
    faults: z.array(z.string()).meta({ description: "Fields the trouble may lie in" }),
  }),
  z.object({
    ...Common,
    kind: z.literal("note"),
    tone: z.enum(["info", "warning", "success"]),
    text: z.string().meta({ description: "What happened to the session itself: who took over, which driver goes on" }),
  }),
]);
export type Entry = z.infer<typeof Entry>;
export type EntryKind = Entry["kind"];
export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;
