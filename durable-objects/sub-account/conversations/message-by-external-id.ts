import { and, eq, sql } from "drizzle-orm";
import { messages } from "../../../schema/data-plane/index.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase } from "../account.ts";

/** The message a provider knows by this id. Ids are a provider's own, so they count only within one install. */
export const messageByExternalId = prepared((db: AccountDatabase) =>
  db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.integrationId, sql.placeholder("integrationId")),
        eq(messages.externalId, sql.placeholder("externalId")),
      ),
    )
    .limit(1)
    .prepare(),
);
