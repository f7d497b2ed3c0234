import type { Branding, HostBrand, UpdateBranding } from "../../schema/contracts/branding.ts";
import { request } from "./client.ts";

/** The brand of the address this page is at. */
export function getHostBrand(signal?: AbortSignal): Promise<HostBrand> {
  return request("/brand", { tenant: null, signal });
}

export function getBranding(tenant: string, signal?: AbortSignal): Promise<Branding> {
  return request("/branding", { tenant, signal });
}

export async function updateBranding(tenant: string, body: UpdateBranding): Promise<Branding> {
  return (await request<{ doc: Branding }>("/branding", { method: "PATCH", tenant, body })).doc;
}

export async function putLogo(tenant: string, file: File): Promise<Branding> {
  return (await request<{ doc: Branding }>("/branding/logo", { method: "PUT", tenant, body: file })).doc;
}

export async function deleteLogo(tenant: string): Promise<Branding> {
  return (await request<{ doc: Branding }>("/branding/logo", { method: "DELETE", tenant })).doc;
}
