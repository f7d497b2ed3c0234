import type { CuratedModule, CurateModule, Module } from "../../schema/contracts/modules.ts";
import { request } from "./client.ts";

/** Those the active account may see, in the platform's order. */
export function listModules(signal?: AbortSignal): Promise<{ docs: Module[] }> {
  return request("/modules", { signal });
}

/** The marketplace as the platform curates it. */
export function listCuratedModules(signal?: AbortSignal): Promise<{ docs: CuratedModule[] }> {
  return request("/modules/curation", { signal });
}

/** Decides about one on the platform; null returns to the manifest's. Answers it as it is then. */
export async function curateModule(slug: string, body: CurateModule): Promise<CuratedModule> {
  return (await request<{ doc: CuratedModule }>(`/modules/${slug}`, { method: "PATCH", body })).doc;
}

/** Puts all of them in this order, each named once. */
export function orderModules(slugs: readonly string[]): Promise<{ docs: CuratedModule[] }> {
  return request("/modules/order", { method: "PUT", body: { slugs } });
}
