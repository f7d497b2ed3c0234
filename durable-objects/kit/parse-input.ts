import type { z } from "zod";
import { TrellisError } from "../../schema/errors.ts";

/** Reads a verb's input by its contract. Throws `invalid` with one item per fault, each naming its field. */
export function parseInput<T extends z.ZodType>(contract: T, input: unknown): z.output<T> {
  const result = contract.safeParse(input);
  if (result.success) return result.data;
  throw new TrellisError("invalid", {
    items: result.error.issues.slice(0, 20).map(({ message, path }) => ({
      code: "invalid",
      message,
      ...(path.length === 0 ? {} : { field: path.join(".") }),
    })),
  });
}
