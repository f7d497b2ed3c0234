import type { Mutant } from "./mutant.ts";

const DEPLOYMENTS = "worker/services/deployments/deployments.workers.test.ts";
const KILL_POINTS = "worker/services/deployments/kill-points.workers.test.ts";

/** What an agency gives its clients: once each, to the last of them, and as it is now. */
export const DEPLOYMENT_MUTANTS: readonly Mutant[] = [
  {
    name: "deployments: a turn ends with what was deployed when it began",
    file: "worker/db/deployments.ts",
    from: "    revision === undefined\n",
    to: "    revision === undefined || revision > 0\n",
    project: "workers",
    tests: [DEPLOYMENTS],
    only: "was under way",
  },
  {
    name: "deployments: a turn that is over is done again",
    file: "worker/db/deployments.ts",
    from: 'both(eq(deploymentTargets.id, id), eq(deploymentTargets.state, "waiting"), asRead)',
    to: "both(eq(deploymentTargets.id, id), asRead)",
    project: "workers",
    tests: [DEPLOYMENTS],
    only: "it was cancelled gives nothing",
  },
  {
    name: "deployments: nothing notes that clients wait for a change",
    file: "worker/services/deployments/change-deployment.ts",
    from: "...(change.spreads ? [noteRun(ctx.env, run, ctx.now)] : []),",
    to: "",
    project: "workers",
    tests: [KILL_POINTS],
    only: "rotate, killed",
  },
  {
    name: "deployments: a rotation leaves those as they are that have it",
    file: "worker/services/deployments/rotate-shared.ts",
    from: 'moveTargets(ctx.db, id, HOLDING, { state: "waiting", updatedAt: ctx.now }),',
    to: "",
    project: "workers",
    tests: [DEPLOYMENTS],
    only: "rotated once",
  },
  {
    name: "deployments: taken back, the copy of what was shared stays",
    file: "worker/services/deployments/take-back-from.ts",
    from: "      deleteCredentials(ctx.db, id),\n",
    to: "",
    project: "workers",
    tests: [KILL_POINTS],
    only: "take back, killed",
  },
];
