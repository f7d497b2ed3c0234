import { inject } from "vitest";

/** Origin of the product that this file's tests have to themselves while they run; no slash at its end. */
export function productUrl(): string {
  const url = inject("baseUrls")[Number(process.env["VITEST_POOL_ID"]) - 1];
  if (url === undefined) throw new Error(`No product is served for worker ${process.env["VITEST_POOL_ID"]}.`);
  return url;
}
