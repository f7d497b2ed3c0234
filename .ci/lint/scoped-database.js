import { onImport } from "./on-import.js";
import { isTest, placeOf, targetOf } from "./place.js";

/** The two folders that may hold the bare database, and code that never serves a request. */
const ALLOWED = /^(worker\/(db|directory|local)|schema|bench|\.ci)\//;
const MESSAGE =
  "D1 is reached only through the scoped database (worker/db) or a directory statement (worker/directory), so that no row is read or written without its tenant.";

/** No binding `DB`, no drizzle driver for D1 and no control-plane table outside the two folders that own them. */
export const scopedDatabase = {
  /** @param {any} context */
  create(context) {
    const place = placeOf(context);
    if (ALLOWED.test(place) || isTest(place)) return {};
    /** @param {any} node */
    const report = (node) => context.report({ node, message: MESSAGE });
    return {
      ...onImport((node, specifier, typeOnly) => {
        if (specifier === "drizzle-orm/d1") report(node);
        else if (!typeOnly && /^schema\/control-plane(\/|$)/.test(targetOf(place, specifier) ?? "")) report(node);
      }),
      /** @param {any} node */
      MemberExpression(node) {
        if (named(node.property, node.computed)) report(node);
      },
      /** @param {any} node */
      ObjectPattern(node) {
        for (const property of node.properties) {
          if (property.type === "Property" && named(property.key, property.computed)) report(property);
        }
      },
    };
  },
};

/**
 * @param {any} key
 * @param {boolean} computed
 */
function named(key, computed) {
  return computed ? key.value === "DB" : key.name === "DB" || key.value === "DB";
}
