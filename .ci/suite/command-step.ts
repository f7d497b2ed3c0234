import { outputOf } from "./output-of.ts";
import type { Step } from "./step.ts";

/** A program that says yes or no by its exit code. Its output is shown when it says no. */
export function commandStep(name: string, script: string, args: readonly string[]): Step {
  return {
    name,
    async run() {
      const { status, output } = await outputOf(script, args);
      return status === 0 ? { passed: 1, failed: 0, details: "" } : { passed: 0, failed: 1, details: output };
    },
  };
}
