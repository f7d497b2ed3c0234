import { importDirection } from "./import-direction.js";
import { noMathRandom } from "./no-math-random.js";
import { objectStubs } from "./object-stubs.js";
import { scopedDatabase } from "./scoped-database.js";

/** The architecture's rules that a parser can see. Each is tried both ways in rules.test.ts. */
export default {
  meta: { name: "trellis" },
  rules: {
    "import-direction": importDirection,
    "scoped-database": scopedDatabase,
    "object-stubs": objectStubs,
    "no-math-random": noMathRandom,
  },
};
