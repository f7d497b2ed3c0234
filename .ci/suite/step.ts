/** What came of a step: how many checks it held, and what a reader needs of those that failed (and nothing of the others). */
export type Outcome = { passed: number; failed: number; details: string };

/** One line of `npm test`. */
export type Step = { name: string; run(): Promise<Outcome> };
