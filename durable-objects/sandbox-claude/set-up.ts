import type { Asked } from "./read-request.ts";
import { type Done, readRecord, stringsOf } from "./read-record.ts";

/** What it says and calls next. */
export interface Step {
  text: string;
  call?: { name: string; input: Record<string, unknown> };
}

/**
 * What the built-in Claude does where it is offered tools to set an account up with: it lists what there is, and then takes one after the other,
 * by what the tools answered and nothing else. It knows no module, and calls nothing it is not offered.
 */
export function setUp({ tools, messages }: Pick<Asked, "tools" | "messages">): Step {
  const { calls, said } = readRecord(messages);
  const offered = new Set(tools.map(({ name }) => name));
  const may = (name: string): boolean => offered.has(name);
  if (calls.some(({ tool, ok }) => tool === "finish" && ok)) return { text: "Everything is set up." };
  const listings = calls.filter(({ tool }) => tool === "listEntitlements");
  const listed = listings.findLast(({ ok, result }) => ok && result !== null);
  const list = (text: string): Step => ({ text, call: called("listEntitlements") });
  if (!may("listEntitlements")) return { text: "This is the built-in Claude of test mode." };
  if (listings.length === 0) return list("Hello! I will set this account up with you. Let me see what there is.");
  if (listed === undefined) return { text: "I cannot see what there is to set up." };
  const since = calls.slice(calls.indexOf(listed));
  const heard = said === "" ? "" : "Thank you. ";
  if (since.some(isNews) && listings.length < LISTINGS_MAX) return list(`${heard}Let me see what has changed.`);
  for (const module of modulesOf(listed)) {
    const step = nextFor(module, since, may);
    if (step !== undefined && (step.call === undefined || may(step.call.name)))
      return { ...step, text: `${heard}${step.text}` };
  }
  const summary = "Everything is live or was left out.";
  return may("finish") && !since.some(({ tool }) => tool === "finish")
    ? { text: `${heard}That was the last one.`, call: called("finish", { summary }) }
    : { text: summary };
}

/** How often it looks at what there is before it leaves the rest to the person. */
const LISTINGS_MAX = 8;

/** What it knows is not how things stand any more. */
function isNews({ tool, ok }: Done): boolean {
  return tool === "modules_added" || (tool === "finish" && !ok);
}

interface Module {
  slug: string;
  name: string;
  summary: string;
}

/** What is still to do, in the order in which it was listed. */
function modulesOf({ result }: Done): Module[] {
  const found = result?.["modules"];
  const listed: unknown[] = Array.isArray(found) ? found : [];
  return listed.flatMap((item) => {
    const { slug, name, summary, state } = (item ?? {}) as Record<string, unknown>;
    if (typeof slug !== "string" || state === "live" || state === "skipped") return [];
    return [
      { slug, name: typeof name === "string" ? name : slug, summary: typeof summary === "string" ? summary : "" },
    ];
  });
}

/** How often a provider may refuse before a module is left out. */
const REFUSALS_MAX = 3;

/** The next step for one module; undefined when it is done with. */
function nextFor(
  { slug, name, summary }: Module,
  calls: readonly Done[],
  may: (name: string) => boolean,
): Step | undefined {
  const own = calls.filter(({ input }) => input["module"] === slug);
  const last = own.at(-1);
  const leave = (reason: string): Step => ({
    text: `I leave ${name} out for now.`,
    call: called("skip", { module: slug, reason }),
  });
  if (last === undefined)
    return { text: `Next is ${name}. ${summary}`.trim(), call: called("readRequirements", { module: slug }) };
  if (last.tool === "skip") return undefined;
  if (last.result === null && last.ok) return { text: `I go on with ${name} as soon as you have answered.` };
  if (isLive(last)) return agentStep(own, calls, may);
  if (own.filter(({ tool, ok }) => tool === last.tool && !ok).length >= REFUSALS_MAX)
    return leave("It did not work after several tries.");
  switch (last.tool) {
    case "readRequirements": {
      if (!last.ok) return leave("What it needs could not be read.");
      const missing = stringsOf(last.result?.["missing"]);
      return missing.length === 0
        ? install(slug, `${name} needs nothing more: I connect it.`)
        : {
            text: `${name} needs ${missing.length} ${missing.length === 1 ? "value" : "values"} of yours.`,
            call: called("requestCredentials", { module: slug }),
          };
    }
    case "requestCredentials":
      return last.result?.["skipped"] === true || !last.ok
        ? leave("The person did not want it.")
        : install(slug, `Thank you. I connect ${name}.`);
    case "installModule":
    case "checkModuleStatus":
      if (own.filter(isRefusal).length >= REFUSALS_MAX) return leave("Its provider refused three times.");
      return {
        text: `That did not work yet. ${sentence(last)}`.trim(),
        call: called(may("explainFailure") ? "explainFailure" : "requestCredentials", { module: slug }),
      };
    case "explainFailure": {
      const fields = stringsOf(last.result?.["faults"]);
      return {
        text: `${sentence(last)} Please look at it again.`.trim(),
        call: called("requestCredentials", fields.length === 0 ? { module: slug } : { module: slug, fields }),
      };
    }
    default:
      return undefined;
  }
}

function install(slug: string, text: string): Step {
  return { text, call: called("installModule", { module: slug }) };
}

/** Where a module brings agents of the account's own and there is none yet, it makes the one that was suggested, or asks how it should sound. */
function agentStep(own: readonly Done[], calls: readonly Done[], may: (name: string) => boolean): Step | undefined {
  const offers = own.some(({ result }) => stringsOf(result?.["provides"]).includes("agents"));
  if (!offers || !may("createAgent") || calls.some(({ tool }) => tool === "createAgent")) return undefined;
  const { have, suggestion } = memberOf(calls[0]?.result, "agents");
  if (typeof have === "number" && have > 0) return undefined;
  const { name, systemPrompt } = memberOf({ suggestion }, "suggestion");
  if (typeof name === "string" && typeof systemPrompt === "string")
    return {
      text: "It is live. I make an agent that writes for you.",
      call: called("createAgent", { name, systemPrompt }),
    };
  const asked = calls.findLast(({ tool }) => tool === "askPerson");
  if (asked === undefined && may("askPerson"))
    return { text: "It is live. One question about how it should write.", call: called("askPerson", HOW_TO_SOUND) };
  const tone = asked?.result?.["answer"];
  const sounds = typeof tone === "string" ? tone : "friendly";
  return {
    text: "I make an agent that writes so.",
    call: called("createAgent", {
      name: "Front desk",
      systemPrompt: `Write for this business. It wants to sound: ${sounds}.`,
    }),
  };
}
const HOW_TO_SOUND = {
  question: "How should your messages sound?",
  choices: ["Friendly", "Formal", "Short and plain"],
};

function memberOf(of: unknown, name: string): Readonly<Record<string, unknown>> {
  const member = (of as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof member === "object" && member !== null ? (member as Record<string, unknown>) : {};
}

function isLive({ tool, ok, result }: Done): boolean {
  return ok && (tool === "installModule" || tool === "checkModuleStatus") && result?.["state"] === "live";
}
function isRefusal(done: Done): boolean {
  return done.tool === "installModule" && !isLive(done);
}

function sentence({ result }: Done): string {
  return [result?.["reason"], result?.["fix"]].filter((said) => typeof said === "string" && said !== "").join(" ");
}

function called(name: string, input: Record<string, unknown> = {}): NonNullable<Step["call"]> {
  return { name, input };
}
