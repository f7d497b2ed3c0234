import type {
  CannedReply,
  CreateCannedReply,
  RenderedCannedReply,
  UpdateCannedReply,
} from "../../schema/contracts/canned-replies.ts";
import type { Page } from "../../schema/contracts/common.ts";
import { request } from "./client.ts";

/** The orders a page of them comes in. */
const CANNED_SORTS = ["shortcut", "title", "-uses", "-updatedAt"] as const;
export type CannedSort = (typeof CANNED_SORTS)[number];

/** One page of the account's canned replies; `page` counts from 1. */
export interface CannedQuery {
  /** Part of a shortcut, title or text. */
  search: string;
  sort: CannedSort;
  page: number;
  limit: number;
}

const SEARCHED = ["shortcut", "title", "text"] as const;

/** Those that hold what is searched for in any of their texts. */
export function listCannedReplies(
  { search, sort, page, limit }: CannedQuery,
  signal?: AbortSignal,
): Promise<Page<CannedReply>> {
  const anyOf =
    search === "" ? [] : SEARCHED.map((field, index) => [`where[or][${index}][${field}][like]`, search] as const);
  return request("/canned-replies", { query: { ...Object.fromEntries(anyOf), sort, page, limit }, signal });
}

/** Every one of the account: there are never more than one page holds. */
export async function allCannedReplies(tenant: string): Promise<CannedReply[]> {
  const query = { limit: 500, pagination: false, sort: "shortcut" };
  return (await request<Page<CannedReply>>("/canned-replies", { tenant, query })).docs;
}

/** Refused (`conflict`) where the shortcut is taken. */
export async function createCannedReply(body: CreateCannedReply): Promise<CannedReply> {
  return (await request<{ doc: CannedReply }>("/canned-replies", { method: "POST", body })).doc;
}

/** Changes only the given keys. */
export async function updateCannedReply(id: string, body: UpdateCannedReply): Promise<CannedReply> {
  return (await request<{ doc: CannedReply }>(`/canned-replies/${id}`, { method: "PATCH", body })).doc;
}

/** Messages already sent with it stay. */
export function deleteCannedReply(id: string): Promise<unknown> {
  return request(`/canned-replies/${id}`, { method: "DELETE" });
}

/** One filled in for a conversation. Counts as a use. */
export function renderCannedReply(tenant: string, id: string, conversation: string): Promise<RenderedCannedReply> {
  return request(`/canned-replies/${id}/rendering`, { method: "POST", body: { conversation }, tenant });
}
