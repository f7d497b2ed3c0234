import type { CuratedModule, CurateModule, Module } from "../../schema/contracts/modules.ts";
import { request } from "./client.ts";

export function listModules(signal?: AbortSignal): Promise<{ docs: Module[] }> {
  return request("/modules", { signal });
}

/** The marketplace as the platform curates it. */
export function listCuratedModules(signal?: AbortSignal): Promise<{ docs: CuratedModule[] }> {
  return request("/modules/curation", { signal });
}

export async function curateModule(slug: string, body: CurateModule): Promise<CuratedModule> {
  return (await request<{ doc: CuratedModule }>(`/modules/${slug}`, { method: "PATCH", body })).doc;
}

export function orderModules(slugs: readonly string[]): Promise<{ docs: CuratedModule[] }> {
  return request("/modules/order", { method: "PUT", body: { slugs } });
}
