import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Price } from "../manifest/manifest.ts";
import type { Plan } from "../plans.ts";

/**
 * What the platform decided about each module of the catalog. The catalog itself is code; a row is made for each of its modules when the
 * product starts on it. One that is gone from the code keeps its row, `retired`, and with it the decisions for the day it comes back.
 */
export const catalogModules = sqliteTable("catalog_modules", {
  slug: text().primaryKey(),
  version: text().notNull(),
  hidden: integer({ mode: "boolean" }).notNull().default(false),
  retired: integer({ mode: "boolean" }).notNull().default(false),
  position: integer().notNull(),
  /** Null: as the manifest says. */
  price: text({ mode: "json" }).$type<Price>(),
  /** Null: as the manifest says. */
  plans: text({ mode: "json" }).$type<Plan[]>(),
  /** Rises with every change, so that two people who curate at once are told apart. */
  revision: integer().notNull().default(1),
  updatedAt: integer("updated_at").notNull(),
});
export type CatalogModuleRow = typeof catalogModules.$inferSelect;
