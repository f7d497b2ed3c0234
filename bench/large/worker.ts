import { WorkerEntrypoint } from "cloudflare:workers";
import { COLLECTIONS, type CollectionSlug } from "../../schema/collections/catalog.ts";
import { parseListQuery } from "../../schema/collections/parse-query.ts";
import { capabilitiesOf } from "../../schema/capabilities.ts";
import type { Actor } from "../../schema/actor.ts";
import { SubAccount } from "../../durable-objects/sub-account/sub-account.ts";
import type { Size } from "../kit/size.ts";
import { fillRows } from "./fill-rows.ts";

/** The account's object with one door more, which no product has: it is filled by SQL, for a million requests would take an hour. */
export class FilledAccount extends SubAccount {
  fill(from: number, size: Size): { next: number } {
    return fillRows(this.ctx.storage, from, size);
  }
}

interface LargeEnv {
  ACCOUNT: DurableObjectNamespace<FilledAccount>;
}

/** `/fill?account=…&from=…&messages=…&contacts=…`, `/one/<contact>?account=…`, and `/list/<collection>?account=…&within=…&<the query of the API>`. */
export class Direct extends WorkerEntrypoint<LargeEnv> {
  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams, search } = new URL(request.url);
    const tenantId = searchParams.get("account") ?? "";
    const account = this.env.ACCOUNT.getByName(tenantId);
    const actor = adminOf(tenantId);
    if (pathname === "/fill") {
      // The first call claims the object, as in the product.
      await account.stats(actor);
      const size = { messages: Number(searchParams.get("messages")), contacts: Number(searchParams.get("contacts")) };
      return Response.json(await account.fill(Number(searchParams.get("from")), size));
    }
    if (pathname.startsWith("/one/")) {
      return Response.json(await account.getDocument(actor, { collection: "contacts", id: pathname.slice(5) }));
    }
    if (!pathname.startsWith("/list/")) return new Response(null, { status: 404 });
    const slug = pathname.replace("/list/", "") as CollectionSlug;
    const within = searchParams.get("within");
    const query = { ...parseListQuery(COLLECTIONS[slug], search), ...(within === null ? {} : { within }) };
    const page = await account.listDocuments(actor, { collection: slug, query });
    return Response.json({ found: page.docs.length, total: page.totalDocs, last: page.docs.at(-1)?.id ?? null });
  }
}

function adminOf(tenantId: string): Actor {
  return {
    kind: "user",
    tenantId,
    userId: "usr_bench",
    name: "Bench",
    role: "subaccount_admin",
    capabilities: [...capabilitiesOf("subaccount_admin")],
    sessionId: "ses_bench",
  };
}

export default { fetch: () => new Response(null, { status: 404 }) };
