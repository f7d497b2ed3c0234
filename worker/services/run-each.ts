import { reasonOf } from "../../schema/reason-of.ts";

/**
 * Runs each step in turn, whatever became of those before it: one that fails must not keep the others from being done. Throws an
 * AggregateError of all failures once everything was tried. Each failure is logged by its step's name.
 */
export async function runEach(steps: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  const failures: unknown[] = [];
  for (const [step, run] of Object.entries(steps)) {
    try {
      await run();
    } catch (error) {
      console.error(JSON.stringify({ level: "error", event: "step_failed", step, reason: reasonOf(error) }));
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of the steps failed`);
}
