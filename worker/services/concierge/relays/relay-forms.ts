import type { FormSpec } from "../../../../schema/concierge/host.ts";
import type { ModuleProgress } from "../../../../schema/contracts/concierge.ts";
import type { RelayForm } from "../../../../schema/contracts/relays.ts";
import { isTrellisError } from "../../../../schema/errors.ts";
import { answerOf } from "../../../db/concierge.ts";
import { moduleOf } from "../module-of.ts";
import type { Scene } from "../scene.ts";
import { missingForm } from "../tools/request-credentials.ts";
import type { OpenedRelay } from "./open-relay.ts";

/** One module behind a link: what is shown of it, and what may be sent for it now. */
export interface RelayModule {
  shown: RelayForm;
  form: FormSpec | undefined;
}

/** What each module behind a link lacks. A form that the session has open is asked as it stands; of values that are there nothing is shown. */
export async function relayForms({ relay, ctx, session }: OpenedRelay): Promise<RelayModule[]> {
  const { state, open } = await session.readForms(ctx.actor);
  const { modules } = state.progress;
  const scene: Scene = {
    ctx,
    session: {
      sessionId: relay.conciergeId,
      tenantId: relay.tenantId,
      holderId: relay.createdBy,
      modules: modules.map(({ slug }) => slug),
      skipped: modules.filter((module) => module.state === "skipped").map(({ slug }) => slug),
    },
  };
  return Promise.all(
    modules
      .filter(({ slug }) => relay.modules.includes(slug))
      .map(async (progress) => {
        const asked = open.find(({ module }) => module.slug === progress.slug);
        // What was sent a moment ago is about to be tried: what was said of the values before it is no longer so.
        if (asked === undefined && state.activity === "working" && (await isSent(scene, progress.slug)))
          return {
            form: undefined,
            shown: shownOf({ ...progress, state: "working", reason: null, fix: null }, undefined),
          };
        const form =
          state.state === "active" && ASKED.has(progress.state)
            ? (asked ?? (await missing(scene, progress.slug)))
            : undefined;
        return { form, shown: shownOf(progress, form) };
      }),
  );
}

const ASKED: ReadonlySet<ModuleProgress["state"]> = new Set<ModuleProgress["state"]>(["waiting", "asking", "blocked"]);

/** Whether values of a module wait to be used. */
async function isSent({ ctx, session }: Scene, module: string): Promise<boolean> {
  return (await answerOf(ctx.db, { conciergeId: session.sessionId, module })) !== undefined;
}

/** What cannot be installed here at all is not asked for. */
async function missing(scene: Scene, slug: string): Promise<FormSpec | undefined> {
  try {
    return await missingForm(scene, await moduleOf(scene, slug));
  } catch (error) {
    if (isTrellisError(error)) return undefined;
    throw error;
  }
}

function shownOf({ slug, name, icon, summary, ...progress }: ModuleProgress, form: FormSpec | undefined): RelayForm {
  return {
    module: { slug, name, icon, summary },
    fields: form?.fields ?? [],
    rules: form?.rules ?? [],
    settings: form?.settings ?? [],
    faults: form?.faults ?? {},
    state: form === undefined ? AT_REST[progress.state] : progress.state === "blocked" ? "blocked" : "open",
    reason: progress.reason,
    fix: progress.fix,
  };
}

/** How a module shows that nothing is asked for. */
const AT_REST = {
  waiting: "waiting",
  asking: "waiting",
  working: "working",
  live: "live",
  blocked: "blocked",
  skipped: "skipped",
} as const satisfies Record<ModuleProgress["state"], RelayForm["state"]>;
