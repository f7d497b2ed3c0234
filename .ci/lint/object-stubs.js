import { isTest, placeOf } from "./place.js";

const ALLOWED = /^(durable-objects\/stubs\.ts$|worker\/local\/|bench\/|\.ci\/|web\/)/;
const LOOK_UPS = new Set(["idFromName", "idFromString", "getByName", "newUniqueId"]);

/** An object is found by durable-objects/stubs.ts alone, and knows whose it is from what it stored, never from its id. */
export const objectStubs = {
  /** @param {any} context */
  create(context) {
    const place = placeOf(context);
    if (ALLOWED.test(place) || isTest(place)) return {};
    return {
      /** @param {any} node */
      MemberExpression(node) {
        const property = node.computed ? node.property.value : node.property.name;
        if (LOOK_UPS.has(property)) {
          context.report({
            node,
            message: `${property} belongs to durable-objects/stubs.ts: objects are reached through it only.`,
          });
        }
        if (property === "id" && isObjectState(node.object)) {
          context.report({
            node,
            message:
              "An object does not read its id: it stores the owner's id at its first call and compares it on every call.",
          });
        }
      },
    };
  },
};

/** @param {any} node `ctx` or `this.ctx` */
function isObjectState(node) {
  if (node.type === "MemberExpression") return !node.computed && node.property.name === "ctx";
  return node.type === "Identifier" && node.name === "ctx";
}
