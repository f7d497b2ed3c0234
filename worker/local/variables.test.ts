import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localVariables } from "./variables.ts";

describe("localVariables", () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "trellis-variables-"));
  });
  afterEach(() => rmSync(state, { recursive: true }));

  it("draws secrets once and keeps them where only their owner reads", () => {
    const first = localVariables({ TRELLIS_STATE: state });
    expect(localVariables({ TRELLIS_STATE: state })).toEqual(first);
    expect(statSync(join(state, "variables.json")).mode & 0o777).toBe(0o600);
    expect(first["TRELLIS_SANDBOX"]).toBe("1");
    expect(Buffer.from(first["SESSION_SECRET"] ?? "", "base64url").length).toBeGreaterThanOrEqual(32);
    const [key] = Object.values(JSON.parse(first["VAULT_KEYS"] ?? "{}") as Record<string, string>);
    expect(Buffer.from(key ?? "", "base64").length).toBe(32);
  });

  it("draws others in another state folder", () => {
    const other = join(state, "other");
    const secret = localVariables({ TRELLIS_STATE: state })["SESSION_SECRET"];
    expect(localVariables({ TRELLIS_STATE: other })["SESSION_SECRET"]).not.toBe(secret);
  });

  it("lets the environment win without keeping it", () => {
    const kept = localVariables({ TRELLIS_STATE: state });
    const environment = { TRELLIS_STATE: state, SESSION_SECRET: "mine", META_GRAPH_URL: "http://127.0.0.1:9" };
    expect(localVariables(environment)).toEqual({
      ...kept,
      SESSION_SECRET: "mine",
      META_GRAPH_URL: "http://127.0.0.1:9",
    });
    expect(readFileSync(join(state, "variables.json"), "utf8")).not.toContain("mine");
  });

  it("passes on where a provider is, whichever it is", () => {
    const given = { CARRIER_PIGEON_API_URL: "http://127.0.0.1:9" };
    expect(localVariables({ TRELLIS_STATE: state, ...given, API_URL: "x" })).toEqual({
      ...localVariables({ TRELLIS_STATE: state }),
      ...given,
    });
  });

  it("passes on nothing that is not the worker's", () => {
    const environment = {
      TRELLIS_STATE: state,
      TRELLIS_SEED: "0",
      HOME: "/home/me",
      PATH: "/bin",
      AWS_SECRET_ACCESS_KEY: "x",
    };
    expect(Object.keys(localVariables(environment)).toSorted()).toEqual([
      "META_APP_SECRET",
      "META_VERIFY_TOKEN",
      "SESSION_SECRET",
      "TRELLIS_SANDBOX",
      "VAULT_KEYS",
    ]);
  });
});
