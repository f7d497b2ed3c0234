import { onImport } from "./on-import.js";
import { isTest, placeOf, targetOf } from "./place.js";

/** What each layer may take from; every layer may take from itself. The order is the architecture's. */
const LAYERS = {
  schema: [],
  modules: ["schema"],
  "durable-objects": ["schema", "modules"],
  worker: ["schema", "modules", "durable-objects"],
  web: ["schema"],
};
/** Runtimes a layer must not lean on: the schema is pure, and the screens run in a browser. */
const FOREIGN = /** @type {Record<string, RegExp>} */ ({
  schema: /^(node:|cloudflare:|hono$|hono\/|solid-js)/,
  web: /^(node:|cloudflare:|drizzle-orm)/,
});

/** Imports go one way: schema <- modules <- durable-objects <- worker, and schema + manifests <- web. */
export const importDirection = {
  /** @param {any} context */
  create(context) {
    const place = placeOf(context);
    const layer = layerOf(place);
    // Browser tests run in Node beside the whole product.
    if (layer === undefined || place.startsWith("web/e2e/") || place.startsWith("worker/local/")) return {};
    return onImport((node, specifier, typeOnly) => {
      const target = targetOf(place, specifier);
      const allowed =
        target === undefined ? mayLeanOn(place, layer, specifier) : mayTake(place, layer, target, typeOnly);
      if (!allowed) context.report({ node, message: complaint(layer, target ?? specifier) });
    });
  },
};

/**
 * @param {string} place
 * @param {string} layer
 * @param {string} specifier
 */
function mayLeanOn(place, layer, specifier) {
  return isTest(place) || !FOREIGN[layer]?.test(specifier);
}

/**
 * @param {string} place
 * @param {keyof typeof LAYERS} layer
 * @param {string} target
 * @param {boolean} typeOnly
 */
function mayTake(place, layer, target, typeOnly) {
  const from = layerOf(target);
  if (from === layer) return !target.startsWith("worker/local/");
  if (from === undefined) return isTest(place) && target.startsWith(".ci/");
  if (layer === "web" && from === "worker") return typeOnly;
  if (layer === "web" && from === "modules") return /^modules\/[^/]+\/(manifest|media-rules)(\.ts)?$/.test(target);
  return /** @type {readonly string[]} */ (LAYERS[layer]).includes(from);
}

/**
 * @param {string} place
 * @returns {keyof typeof LAYERS | undefined}
 */
function layerOf(place) {
  const [first = ""] = place.split("/");
  return first in LAYERS ? /** @type {keyof typeof LAYERS} */ (first) : undefined;
}

/**
 * @param {string} layer
 * @param {string} target
 */
function complaint(layer, target) {
  return `${layer}/ must not import ${target}: imports go schema <- modules <- durable-objects <- worker, and web takes schema, modules/*/manifest, modules/*/media-rules and types of worker.`;
}
