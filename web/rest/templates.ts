import type { Page } from "../../schema/contracts/common.ts";
import type { Template, TemplateSync } from "../../schema/contracts/templates.ts";
import { request } from "./client.ts";

const PAGE_DOCUMENTS = 500;
/** Pages read at most: of no number are more than 2,000 templates kept. */
const PAGES_MAX = 4;

/** Every template of one connected number, by name. */
export async function listTemplates(tenant: string, integration: string, signal?: AbortSignal): Promise<Template[]> {
  const templates: Template[] = [];
  for (let page = 1; page <= PAGES_MAX; page++) {
    const query = { integration, limit: PAGE_DOCUMENTS, page };
    const { docs, hasNextPage } = await request<Page<Template>>("/templates", { tenant, query, signal });
    templates.push(...docs);
    if (!hasNextPage) break;
  }
  return templates;
}

/** How the reading from the provider stands, by connected number. */
export async function templateSyncs(tenant: string, signal?: AbortSignal): Promise<TemplateSync[]> {
  return (await request<{ docs: TemplateSync[] }>("/templates/sync", { tenant, signal })).docs;
}

/** Has them read anew; it goes on by itself. */
export async function askTemplates(tenant: string): Promise<TemplateSync[]> {
  return (await request<{ docs: TemplateSync[] }>("/templates/sync", { method: "POST", body: {}, tenant })).docs;
}
