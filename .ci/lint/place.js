import { posix, relative } from "node:path";

/**
 * Path of the linted file from the repository's root, with forward slashes.
 * @param {{cwd: string, filename: string}} context
 */
export function placeOf(context) {
  return relative(context.cwd, context.filename).replaceAll("\\", "/");
}

/**
 * Path from the root that an import leads to; undefined for a package.
 * @param {string} place
 * @param {string} specifier
 */
export function targetOf(place, specifier) {
  return specifier.startsWith(".") ? posix.join(posix.dirname(place), specifier) : undefined;
}

/** @param {string} place */
export function isTest(place) {
  return /\.(test|spec|test-kit)\.tsx?$/.test(place) || place.startsWith("web/e2e/");
}
