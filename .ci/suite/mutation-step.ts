import type { Step } from "./step.ts";
import { outputOf } from "./output-of.ts";

/** The mutation scores of docs/quality.md. Every area counts as one check; survivors are told with those that miss their target. */
export const mutationStep: Step = {
  name: "mutation scores",
  async run() {
    const { output } = await outputOf("../.ci/mutation/run.ts", []);
    const [passed, failed] = [/^ok {3}/gm, /^FAIL /gm].map((line) => output.match(line)?.length ?? 0);
    return {
      passed: passed ?? 0,
      failed: (failed ?? 0) + (passed || failed ? 0 : 1),
      details: failed || !passed ? output : "",
    };
  },
};
