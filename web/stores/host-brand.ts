import { createEffect } from "solid-js";
import type { HostBrand } from "../../schema/contracts/branding.ts";
import { getHostBrand } from "../rest/branding.ts";
import { wearBrand } from "./brand.ts";
import { useRead } from "./use-read.ts";

/** The brand of this page's address, for pages outside every account; undefined until it is known. */
export function useHostBrand(): () => HostBrand | undefined {
  const read = useRead(() => ({
    queryKey: ["host-brand"],
    queryFn: ({ signal }) => getHostBrand(signal),
    staleTime: Infinity,
  }));
  return () => read.data;
}

/** Has a page outside every account wear the brand of its address. */
export function wearHostBrand(): void {
  document.documentElement.dataset["accent"] ??= "client";
  const known = useHostBrand();
  createEffect(() => {
    const found = known();
    if (found) wearBrand(found.brand, "client");
  });
}
