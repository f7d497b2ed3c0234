import type { Module } from "../../schema/contracts/modules.ts";
import { request } from "./client.ts";

export function listModules(signal?: AbortSignal): Promise<{ docs: Module[] }> {
  return request("/modules", { signal });
}
