import type { BrandVoice, UpdateBrandVoice } from "../../schema/contracts/brand-voice.ts";
import { request } from "./client.ts";

export function getBrandVoice(tenant: string, signal?: AbortSignal): Promise<BrandVoice> {
  return request("/brand-voice", { tenant, signal });
}

/** Changes only the given keys; null takes one back. Answers what holds then. */
export async function updateBrandVoice(tenant: string, body: UpdateBrandVoice): Promise<BrandVoice> {
  return (await request<{ doc: BrandVoice }>("/brand-voice", { method: "PATCH", tenant, body })).doc;
}
