import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LONG } from "../../../durable-objects/kit/chance.test-kit.ts";
import * as handlers from "../../../modules/handlers.ts";
import { someManifest } from "../../../modules/manifest.test-kit.ts";
import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { ConciergeSession } from "../../../schema/contracts/concierge.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import { fieldsOf } from "../../../schema/manifest/field-rule.ts";
import { isSecret } from "../../../schema/manifest/secret-kinds.ts";
import { PLANS } from "../../../schema/plans.ts";
import { type Caller, makeWorld } from "../../world.test-kit.ts";
import { type Drawn, filled, holdsRules, normalValues, offer, withdraw } from "../modules/drawn-module.test-kit.ts";
import { askedSettings } from "./asked-fields.ts";
import { beginSetUp, openEntries, type SetUp } from "./concierge.test-kit.ts";

/** The full number with TRELLIS_LONG=1; every run takes fewer through the same set-up. */
const MANIFESTS = LONG ? 500 : 10;
/** What a module may ask of a person, and more. */
const ANSWERS_MAX = 6;
/** Long enough to be told from ordinary words. */
const TELLING_CHARACTERS = 9;

let admin: Caller;
/** What the provider was sent since it was last looked at; it refuses as often as it is told to. */
let sent: Credentials[];
let refusals: number;
beforeEach(async () => {
  const world = await makeWorld();
  admin = await world.signIn(await world.subAccount(await world.agency()), "subaccount_admin");
  vi.spyOn(handlers, "handlersOf");
  vi.spyOn(globalThis, "fetch").mockImplementation(async (_input, init) => {
    sent.push(JSON.parse(String(init?.body)) as Credentials);
    refusals -= 1;
    return new Response(null, { status: refusals >= 0 ? 401 : 200 });
  });
});
afterEach(() => vi.restoreAllMocks());

it(
  "any module is set up by the guided driver, from what its manifest says alone",
  { timeout: LONG ? 3_600_000 : 120_000 },
  async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(someManifest.chain(filled), async (drawn) => {
        fc.pre(holdsRules(drawn));
        tried += 1;
        const as = { slug: `onboarded-${tried}`, plans: PLANS, dependencies: [], sandbox: false };
        const manifest = { ...plain(drawn.manifest), ...as };
        offer(manifest);
        try {
          await onboard({ ...drawn, manifest });
        } finally {
          withdraw(manifest);
        }
      }),
      { numRuns: MANIFESTS, endOnFailure: true },
    );
    expect(tried).toBe(MANIFESTS);
  },
);

/** From "set it up" to live, with a provider that refuses the first time. */
async function onboard({ manifest, values, config }: Drawn): Promise<void> {
  [sent, refusals] = [[], 1];
  const setUp = await beginSetUp(admin, { modules: [manifest.slug] });
  const first = await setUp.settled();
  const required = manifest.requirements.filter((one) => one.required).map(({ name }) => name);
  const asked = openEntries(first, "form").flatMap(({ fields }) => fields.map(({ name }) => name));
  expect(asked).toEqual(expect.arrayContaining(required));
  // Nothing is asked for that is not declared to be needed.
  const inRules = new Set(manifest.rules.flatMap((rule) => [...fieldsOf(rule)]));
  expect(asked.filter((name) => required.includes(name) || !inRules.has(name))).toEqual([
    ...required,
    ...askedSettings(manifest).map(({ name }) => name),
  ]);

  const done = await answerAll(setUp, first, { values, config });
  expect([done.state, done.progress.modules.map(({ state }) => state)]).toEqual(["finished", ["live"]]);
  const { body } = await admin.call<{ docs: Integration[] }>("GET", "/api/integrations");
  const installed = body.docs.find(({ module }) => module === manifest.slug);
  const given = Object.fromEntries(Object.entries(config).filter(([name]) => asked.includes(name)));
  expect([installed?.state, installed?.config]).toEqual(["connected", manifest.config.parse(given)]);
  expect(sent.at(-1)).toEqual(normalValues(manifest, pick(values, asked)));

  const secrets = manifest.requirements.filter((one) => isSecret(one) && one.kind !== "json-key-file");
  const told = JSON.stringify(done);
  const leaked = secrets
    .map(({ name }) => values[name] ?? "")
    .filter((secret) => secret.length >= TELLING_CHARACTERS && told.includes(secret));
  expect(leaked).toEqual([]);
}

/** Does what a person would: fills in each form, and has what was refused tried again. */
async function answerAll(
  setUp: SetUp,
  session: ConciergeSession,
  { values, config }: Pick<Drawn, "values" | "config">,
): Promise<ConciergeSession> {
  let now = session;
  for (let answers = 0; answers < ANSWERS_MAX && now.state === "active"; answers += 1) {
    const [form] = openEntries(now, "form");
    const [question] = openEntries(now, "question");
    if (form !== undefined) {
      const fields = form.fields.map(({ name }) => name);
      const stored = await setUp.post(`forms/${form.id}`, {
        values: pick(
          values,
          fields.filter((name) => !form.settings.includes(name)),
        ),
        config: pick(config, form.settings),
      });
      expect([stored.status, stored.body.errors]).toEqual([200, undefined]);
    } else if (question !== undefined) {
      await setUp.post("messages", { text: question.choices[0] ?? "Yes", question: question.id });
    } else throw new Error(`waits for nothing: ${JSON.stringify(now)}`);
    now = await setUp.settled();
  }
  return now;
}

/** As code writes it: what is drawn has objects without a prototype, and those cross to no other object. */
function plain({ config, ...said }: ModuleManifest): ModuleManifest {
  return { ...(JSON.parse(JSON.stringify(said)) as Omit<ModuleManifest, "config">), config };
}

function pick<T>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
