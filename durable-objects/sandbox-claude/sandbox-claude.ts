import { DurableObject } from "cloudflare:workers";
import { type Actor, requireCapability, requireSystem } from "../../schema/actor.ts";
import { AI_MODELS } from "../../schema/ai-models.ts";
import type { ClaudeFault, SandboxClaude as Behaviour, SteerSandboxClaude } from "../../schema/contracts/sandbox.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { ObjectsEnv } from "../env.ts";
import { answer } from "./answer.ts";
import { readBehaviour, steer, takeFault, takeTurn } from "./behaviour.ts";
import { PromptCache } from "./prompt-cache.ts";
import { readAsked } from "./read-request.ts";
import { newRequestId, refusalOf, refuse } from "./refusals.ts";

/**
 * Claude for one test-mode install: it answers Anthropic's API with words made of what it was given, so that nothing outside this folder
 * knows it is not Claude. What it does wrong can be chosen. It exists only where test mode is offered.
 */
export class SandboxClaude extends DurableObject<ObjectsEnv> {
  readonly #cache = new PromptCache();

  /** Makes it this tenant's, with a key that is handed out here and nowhere else. */
  provision(actor: Actor): { apiKey: string } {
    requireSystem(actor);
    if (this.env.TRELLIS_SANDBOX !== "1") throw new TrellisError("not_found");
    if (this.#owner === undefined) {
      this.ctx.storage.kv.put(OWNER_KEY, actor.tenantId);
      this.ctx.storage.kv.put(API_KEY, `sk-ant-sandbox-${crypto.randomUUID()}`);
    }
    this.#enter(actor);
    return { apiKey: this.ctx.storage.kv.get<string>(API_KEY) ?? "" };
  }

  behaviour(actor: Actor): Behaviour {
    requireCapability(actor, "viewLeads");
    this.#enter(actor);
    return readBehaviour(this.ctx.storage);
  }
  steer(actor: Actor, given: SteerSandboxClaude): Behaviour {
    requireCapability(actor, "sendMessages");
    this.#enter(actor);
    return steer(this.ctx.storage, given);
  }

  // Anthropic's side
  override async fetch(request: Request): Promise<Response> {
    const apiKey = this.ctx.storage.kv.get<string>(API_KEY);
    if (apiKey === undefined || request.headers.get("authorization") !== `Bearer ${apiKey}`)
      return refuse(401, "authentication_error", "invalid x-api-key");
    if (request.headers.get("anthropic-version") === null)
      return refuse(400, "invalid_request_error", "anthropic-version: header is required");
    const route = `${request.method} ${new URL(request.url).pathname}`;
    if (route !== "GET /v1/models" && route !== "POST /v1/messages") return refuse(404, "not_found_error", "Not found");

    const { retryAfterSeconds, delayMs } = readBehaviour(this.ctx.storage);
    const asks = route === "POST /v1/messages";
    const chosen = takeFault(this.ctx.storage);
    // A call that fails before it is read takes nothing of the script but a turn that is to fail so.
    const scripted = asks && !isRefused(chosen) ? takeTurn(this.ctx.storage) : undefined;
    const fault = chosen ?? scripted?.fault;
    const refusal = fault === undefined ? undefined : refusalOf(fault, retryAfterSeconds);
    if (refusal !== undefined) return refusal;
    if (!asks) return models();

    const asked = readAsked(await request.json().catch(() => null));
    if ("wrong" in asked) return refuse(400, "invalid_request_error", asked.wrong);
    if (!AI_MODELS.some(({ id }) => id === asked.model)) return refuse(404, "not_found_error", `model: ${asked.model}`);
    return answer(asked, { fault, delayMs, cached: this.#cache.take(asked, Date.now()), scripted });
  }

  // Machinery
  /** Ends with its install. */
  async discard(actor: Actor): Promise<void> {
    requireSystem(actor);
    this.#enter(actor);
    this.#cache.clear();
    await this.ctx.storage.deleteAll();
  }

  get #owner(): string | undefined {
    return this.ctx.storage.kv.get<string>(OWNER_KEY);
  }

  /** For actors of its own tenant alone. To others it is not there. */
  #enter(actor: Actor): void {
    if (this.#owner !== actor.tenantId) throw new TrellisError("not_found");
  }
}

const OWNER_KEY = "tenant_id";
const API_KEY = "api_key";

function isRefused(fault: ClaudeFault | undefined): boolean {
  return fault !== undefined && refusalOf(fault, 0) !== undefined;
}

function models(): Response {
  const data = AI_MODELS.map(({ id, name }) => ({
    type: "model",
    id,
    display_name: name,
    created_at: "2026-10-07T00:00:00Z",
  }));
  const page = { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
  return Response.json(page, { headers: { "request-id": newRequestId() } });
}
