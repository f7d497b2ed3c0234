import { buildWhenChanged } from "../../worker/local/build.ts";
import type { Step } from "./step.ts";

/** The product's build, which the browser tests then serve. */
export const buildStep: Step = {
  name: "build",
  async run() {
    try {
      await buildWhenChanged();
      return { passed: 1, failed: 0, details: "" };
    } catch (error) {
      return { passed: 0, failed: 1, details: error instanceof Error ? error.message : String(error) };
    }
  },
};
