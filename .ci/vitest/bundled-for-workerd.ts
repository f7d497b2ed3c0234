/**
 * What the worker, the modules and their tests import from npm: one file each in the tests, where every module is asked for by itself and
 * a test file would wait for a thousand of them. An entry and its siblings belong here together: a class of one stands in the other.
 */
export const BUNDLED_FOR_WORKERD = [
  "@anthropic-ai/sdk",
  "@cfworker/json-schema",
  "@payloadcms/sdk",
  "csv-stringify/sync",
  "drizzle-orm",
  "drizzle-orm/d1",
  "drizzle-orm/durable-sqlite",
  "drizzle-orm/sqlite-core",
  "fast-check",
  "hono",
  "hono-openapi",
  "hono/body-limit",
  "hono/combine",
  "hono/cookie",
  "hono/html",
  "hono/http-exception",
  "hono/route",
  "jose",
  "libphonenumber-js/min",
  "liquidjs",
  "nanoid",
  "otpauth",
  "qs-esm",
  "typeid-js",
  "zod",
];
