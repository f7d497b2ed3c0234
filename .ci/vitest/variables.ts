/** What the worker is configured with in workerd tests: sandbox mode, and secrets worth nothing elsewhere. */
export const TEST_VARIABLES = {
  TRELLIS_SANDBOX: "1",
  META_GRAPH_URL: "http://graph.test",
  ANTHROPIC_BASE_URL: "http://claude.test",
  SESSION_SECRET: "a session secret of the tests, which is long enough",
  VAULT_KEYS: JSON.stringify({
    "test-0": "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=",
    "test-1": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
  }),
  META_APP_SECRET: "app secret of the tests",
  META_VERIFY_TOKEN: "verify token of the tests",
  /** "1" asks seeded tests for their full budget; TRELLIS_TEST_SEED repeats one run of them. */
  TRELLIS_LONG: process.env["TRELLIS_LONG"] ?? "",
  TRELLIS_TEST_SEED: process.env["TRELLIS_TEST_SEED"] ?? "",
};
