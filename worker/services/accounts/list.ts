import { agency } from "../../../durable-objects/stubs.ts";
import type { AccountLine, ListAccounts } from "../../../schema/contracts/accounts.ts";
import type { Page } from "../../../schema/contracts/common.ts";
import { pageFrom } from "../../../schema/page-from.ts";
import type { Ctx } from "../ctx.ts";

/** A page of the accounts below the active one, with how they do. A client has none below. Throws `forbidden`. */
export async function listAccounts(ctx: Ctx, query: ListAccounts): Promise<Page<AccountLine>> {
  if (ctx.tenant.type === "subaccount") return pageFrom([], 0, query);
  const { docs, total } = await agency(ctx.env, ctx.tenant.id).listAccounts(ctx.actor, query);
  return pageFrom(docs, total, query);
}
