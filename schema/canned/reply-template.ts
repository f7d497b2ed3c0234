import { Drop, Liquid, type FilterImplOptions, type Template } from "liquidjs";
import { CANNED_VARIABLE_NAMES, type CannedValues, type CannedVariable, missingMark } from "./variables.ts";

/** A canned reply with everything filled in. `missing` names what was asked for and is not known: its mark stands in the text. */
export interface RenderedReply {
  text: string;
  missing: CannedVariable[];
}

/** Characters of a template, milliseconds of work, and characters and list items made on the way: far more than any reply needs. */
const PARSE_LIMIT = 8_000;
const RENDER_LIMIT_MS = 50;
const MEMORY_LIMIT = 100_000;

/** What makes conditions. No loops, no variables of one's own, nothing that reads another template. */
const TAGS = new Set(["if", "unless", "case", "comment", "raw"]);
/** What shapes a line of text. */
const FILTERS = new Set([
  "append",
  "capitalize",
  "default",
  "downcase",
  "prepend",
  "remove",
  "remove_first",
  "replace",
  "replace_first",
  "strip",
  "truncate",
  "truncatewords",
  "upcase",
]);

/** A value nobody knows: false in a condition, empty in a comparison, and through every filter but `default` still unknown. */
class Unknown extends Drop {
  readonly variable: CannedVariable;
  readonly asked: Set<CannedVariable>;
  constructor(variable: CannedVariable, asked: Set<CannedVariable>) {
    super();
    this.variable = variable;
    this.asked = asked;
  }
  override valueOf(): unknown {
    return null;
  }
}

/** What is wrong with a text as a canned reply, in words for a person; undefined when nothing is. */
export function templateProblem(text: string): string | undefined {
  try {
    const used = engine().variableSegmentsSync(parse(text));
    const stranger = used.map((segments) => segments.map(String).join(".")).find((name) => !isVariable(name));
    if (stranger !== undefined) return `“${stranger}” is no variable. There are ${CANNED_VARIABLE_NAMES.join(", ")}.`;
    // What a parser lets through may still fail: each branch that a full and an empty contact take.
    for (const values of [filled("x"), filled(null)]) renderTemplate(text, values);
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
}

/** Fills a canned reply in. Throws for a text that `templateProblem` finds fault with, and for one that grows past its limits. */
export function renderTemplate(text: string, values: CannedValues): RenderedReply {
  const asked = new Set<CannedVariable>();
  const scope: Record<string, Record<string, unknown>> = {};
  for (const name of CANNED_VARIABLE_NAMES) {
    const [group = "", key = ""] = name.split(".");
    const value = values[name];
    (scope[group] ??= {})[key] = value === null || value === "" ? new Unknown(name, asked) : value;
  }
  const rendered: unknown = engine().renderSync(parse(text), scope);
  return { text: String(rendered), missing: [...asked] };
}

let made: Liquid | undefined;

function engine(): Liquid {
  if (made !== undefined) return made;
  made = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    // No template is ever read from anywhere.
    templates: {},
    parseLimit: PARSE_LIMIT,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    outputEscape: (value: unknown) => {
      if (!(value instanceof Unknown)) return value as string;
      value.asked.add(value.variable);
      return missingMark(value.variable);
    },
  });
  for (const name of Object.keys(made.tags)) if (!TAGS.has(name)) delete made.tags[name];
  for (const [name, filter] of Object.entries(made.filters)) {
    if (!FILTERS.has(name)) delete made.filters[name];
    else if (name !== "default" && typeof filter === "function") made.registerFilter(name, unlessUnknown(filter));
  }
  return made;
}

type Filter = Extract<FilterImplOptions, (...given: never[]) => unknown>;

function unlessUnknown(filter: Filter): Filter {
  return function (this: ThisParameterType<Filter>, ...given) {
    const unknown = given.find((value) => value instanceof Unknown);
    return unknown ?? filter.apply(this, given);
  };
}

function parse(text: string): Template[] {
  return engine().parse(text);
}

function isVariable(name: string): name is CannedVariable {
  return (CANNED_VARIABLE_NAMES as readonly string[]).includes(name);
}

function filled(value: string | null): CannedValues {
  return Object.fromEntries(CANNED_VARIABLE_NAMES.map((name) => [name, value])) as CannedValues;
}

/** The engine's own words without its place marks, which speak of files. */
function wordsOf(error: unknown): string {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return `This cannot be read as a template: ${first.replace(/, line:(\d+), col:(\d+)$/, " (line $1, column $2)")}.`;
}
