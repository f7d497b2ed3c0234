/** A deliberately broken version of the code, and the tests that must notice. */
export interface Mutant {
  /** What it breaks, in words. */
  name: string;
  file: string;
  /** Text that occurs exactly once in the file, and what takes its place. */
  from: string;
  to: string;
  project: "unit" | "workers";
  /** Test files that must go red; `only` narrows them to tests whose name matches. */
  tests: readonly string[];
  only?: string;
}
