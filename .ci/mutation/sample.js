import { createHash } from "node:crypto";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/**
 * Leaves out lines by chance, the same ones for the same seed: `TRELLIS_MUTATION_SHARE` of 100 lines are kept. What spans several lines is
 * always mutated as a whole, and by its lines within.
 */
const share = Number(process.env["TRELLIS_MUTATION_SHARE"] ?? 100);
const seed = process.env["TRELLIS_MUTATION_SEED"] ?? "";

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "sample", {
    /** @param {{ node: { type: string; loc?: { start: { line: number }; end: { line: number }; filename?: string } | null } }} path */
    shouldIgnore({ node }) {
      if (share >= 100 || node.loc === null || node.loc === undefined) return undefined;
      const { start, end, filename } = node.loc;
      if (start.line !== end.line || node.type === "Program") return undefined;
      const digest = createHash("sha256")
        .update(`${seed} ${filename ?? ""} ${start.line}`)
        .digest();
      return digest.readUInt16BE() % 100 < share ? undefined : "not in this sample";
    },
  }),
];
