import type {
  ConciergeHost,
  HostCall,
  HostResult,
  SessionRef,
  ThinkEvent,
  ThinkRequest,
} from "../../schema/concierge/host.ts";
import type { ModuleProgress } from "../../schema/contracts/concierge.ts";
import type { Requirement } from "../../schema/manifest/requirement.ts";

interface FakeModule {
  fields: string[];
  /** What its provider takes; a field that is not here takes anything. */
  takes: Record<string, string>;
  values: Record<string, string>;
  installed: boolean;
  live: boolean;
}

/**
 * The worker's side, played in memory: modules with fields, a provider that takes or refuses values, a model that says what it is given. It keeps what
 * a control plane would, so that a session may die as often as it likes. Installing is idempotent by what is stored, as the real one's is.
 */
export class FakeHost implements ConciergeHost {
  readonly modules = new Map<string, FakeModule>();
  /** Every call that was made, with its id; what it changed, once each. */
  readonly acted: { id: string; tool: string; module: string | undefined; approved: boolean; holderId: string }[] = [];
  readonly effects: string[] = [];
  readonly notes: string[] = [];
  readonly asked: ThinkRequest[] = [];
  /** What the model does in each turn; the last one again and again. */
  turns: ((request: ThinkRequest) => ThinkEvent[] | ReadableStream<Uint8Array>)[] = [];
  payer: Awaited<ReturnType<ConciergeHost["model"]>> = { payer: null, reason: "No key is connected." };
  agents: { have: number; suggestion: { name: string; systemPrompt: string } } | undefined;
  /** The provider is not there: no value is at fault. `refusals`: for how many installs yet. */
  refusals = 0;
  /** Called before anything is done and after everything is: to break it off there. */
  before: (what: string) => void | Promise<void> = () => undefined;
  after: (what: string) => void | Promise<void> = () => undefined;

  constructor(modules: Record<string, string[]> = { alpha: ["key"], beta: ["number", "token"] }) {
    for (const [slug, fields] of Object.entries(modules))
      this.modules.set(slug, { fields, takes: {}, values: {}, installed: false, live: false });
  }

  get slugs(): string[] {
    return [...this.modules.keys()];
  }

  module(slug: string): FakeModule {
    const module = this.modules.get(slug);
    if (module === undefined) throw new Error(`no module ${slug}`);
    return module;
  }

  store(slug: string, values: Record<string, string>): void {
    Object.assign(
      this.module(slug).values,
      Object.fromEntries(this.module(slug).fields.map((field) => [field, "good"])),
      values,
    );
  }

  async act({ holderId }: SessionRef, call: HostCall): Promise<HostResult> {
    await this.before(call.tool);
    const module = typeof call.args["module"] === "string" ? call.args["module"] : undefined;
    this.acted.push({ id: call.id, tool: call.tool, module, approved: call.approved, holderId });
    const result = this.#result(call, module);
    await this.after(call.tool);
    return result;
  }

  async progress(): Promise<ModuleProgress[]> {
    await this.before("progress");
    const progress = this.#progress();
    await this.after("progress");
    return progress;
  }

  async model() {
    await this.before("model");
    return this.payer;
  }

  async think(_session: SessionRef, request: ThinkRequest): Promise<ReadableStream<Uint8Array>> {
    await this.before("think");
    this.asked.push(request);
    const turn = this.turns.length > 1 ? this.turns.shift() : this.turns[0];
    const events = turn?.(request) ?? [];
    return events instanceof ReadableStream ? events : streamOf(events, () => this.before("piece"));
  }

  async noteState(_session: SessionRef, state: object): Promise<void> {
    await this.before("note");
    this.notes.push(JSON.stringify(state));
  }

  #result(call: HostCall, slug: string | undefined): HostResult {
    switch (call.tool) {
      case "listEntitlements":
        return done("2 modules.", { modules: this.slugs, agents: this.agents });
      case "createAgent":
        this.#effect(`agent ${String(call.args["name"])}`);
        return done("The agent is there.", {});
      case "finish":
        return { ...done("Finished.", {}), progress: this.#progress() };
      case "skip":
      case "requestModule":
      case "readRequirements":
      case "explainFailure":
        return done(`${call.tool} of ${slug}`, {});
      case "uninstallModule": {
        const module = this.module(slug ?? "");
        Object.assign(module, { installed: false, live: false });
        this.#effect(`uninstall ${slug}`);
        return { ...done("It was removed.", {}), progress: this.#progress() };
      }
      case "requestCredentials":
        return this.#form(slug ?? "", call.args["fields"] as string[] | undefined);
      default:
        return this.#install(slug ?? "");
    }
  }

  #form(slug: string, asked: string[] | undefined): HostResult {
    const { fields, values } = this.module(slug);
    const names = asked ?? fields.filter((field) => values[field] === undefined);
    if (names.length === 0) return done("Nothing is missing.", { missing: [] });
    return {
      ...done("It is asked for.", {}),
      form: {
        module: { slug, name: nameOf(slug), icon: slug },
        text: `What ${slug} needs.`,
        fields: names.map(requirement),
        rules: [],
        settings: [],
        values: {},
        faults: {},
        sandbox: false,
      },
    };
  }

  #install(slug: string): HostResult {
    const module = this.module(slug);
    const faults = module.fields.filter((field) => {
      const value = module.values[field];
      return value === undefined || (module.takes[field] !== undefined && module.takes[field] !== value);
    });
    const isDown = this.refusals > 0;
    this.refusals -= 1;
    const live = faults.length === 0 && !isDown;
    if (live && !module.installed) this.#effect(`install ${slug}`);
    if (live) Object.assign(module, { installed: true, live });
    const state = live ? ("live" as const) : ("blocked" as const);
    return {
      ok: live,
      outcome: live ? `${slug} works.` : `${slug} was refused.`,
      content: { module: slug, state, faults },
      result: {
        module: { slug, name: nameOf(slug), icon: slug },
        state,
        integration: live ? `int_${slug}` : null,
        health: live ? { ok: true, checkedAt: AT } : { ok: false, checkedAt: AT, ...(isDown ? DOWN : REFUSED) },
        faults,
      },
      progress: this.#progress(),
    };
  }

  #progress(): ModuleProgress[] {
    return [...this.modules].map(([slug, { live, installed }]) => ({
      slug,
      name: nameOf(slug),
      icon: slug,
      summary: `Does ${slug}.`,
      state: live ? "live" : "waiting",
      reason: null,
      fix: null,
      integration: installed ? `int_${slug}` : null,
      provides: this.agents === undefined ? [] : ["agents"],
    }));
  }

  #effect(what: string): void {
    this.effects.push(what);
  }
}

const REFUSED = { reason: "The provider does not know it.", fix: "Copy it again." };
const DOWN = { reason: "It is down.", fix: "Try later." };
const AT = "2026-11-20T08:00:00.000Z";

/** What the worker streams of a turn. */
export function streamOf(
  events: readonly ThinkEvent[],
  before: () => void | Promise<void> = () => undefined,
): ReadableStream<Uint8Array> {
  const lines = events.map((event) => new TextEncoder().encode(`${JSON.stringify(event)}\n`));
  return new ReadableStream({
    async pull(controller) {
      await before();
      const line = lines.shift();
      if (line === undefined) controller.close();
      else controller.enqueue(line);
    },
  });
}

function done(outcome: string, content: unknown): HostResult {
  return { ok: true, outcome, content };
}

function nameOf(slug: string): string {
  return `${slug.slice(0, 1).toUpperCase()}${slug.slice(1)}`;
}

function requirement(name: string): Requirement {
  return {
    kind: "secret",
    name,
    label: `The ${name}`,
    help: `Where the ${name} is.`,
    required: true,
    sharing: "perAccount",
  };
}
