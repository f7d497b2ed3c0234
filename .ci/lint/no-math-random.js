import { isTest, placeOf } from "./place.js";

/** Ids, tokens and jitter come from crypto on the server: what can be guessed will be. */
export const noMathRandom = {
  /** @param {any} context */
  create(context) {
    const place = placeOf(context);
    if (!/^(schema|modules|durable-objects|worker)\//.test(place) || isTest(place)) return {};
    return {
      /** @param {any} node */
      MemberExpression(node) {
        const property = node.computed ? node.property.value : node.property.name;
        if (node.object.type === "Identifier" && node.object.name === "Math" && property === "random") {
          context.report({
            node,
            message: "Use crypto.getRandomValues or crypto.randomUUID: Math.random can be guessed.",
          });
        }
      },
    };
  },
};
