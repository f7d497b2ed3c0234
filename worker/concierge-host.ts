import { WorkerEntrypoint } from "cloudflare:workers";
import type {
  ConciergeHost as Host,
  HostCall,
  HostResult,
  NotedState,
  SessionRef,
  ThinkRequest,
} from "../schema/concierge/host.ts";
import type { ModuleProgress } from "../schema/contracts/concierge.ts";
import type { Env } from "./env.ts";
import { act } from "./services/concierge/act.ts";
import { holderCtx } from "./services/concierge/holder-ctx.ts";
import { modelFor } from "./services/concierge/model.ts";
import { noteState } from "./services/concierge/note-state.ts";
import { progress } from "./services/concierge/progress.ts";
import { think } from "./services/concierge/think.ts";
import type { Ctx } from "./services/ctx.ts";

/** The worker as sessions of the concierge ask it, by the loop-back of their objects. Nobody outside reaches it. */
export class ConciergeHost extends WorkerEntrypoint<Env> implements Host {
  act(session: SessionRef, call: HostCall): Promise<HostResult> {
    return act(this.env, session, call, this.#waitUntil);
  }
  progress(session: SessionRef): Promise<ModuleProgress[]> {
    return progress(this.env, session);
  }
  async model(session: SessionRef): ReturnType<Host["model"]> {
    return modelFor(await this.#holder(session));
  }
  async think(session: SessionRef, request: ThinkRequest): Promise<ReadableStream<Uint8Array>> {
    return think(await this.#holder(session), session, request);
  }
  noteState(session: SessionRef, state: NotedState): Promise<void> {
    return noteState(this.env, session, state);
  }

  #holder(session: SessionRef): Promise<Ctx> {
    return holderCtx(this.env, session, this.#waitUntil);
  }
  readonly #waitUntil = (work: Promise<unknown>): void => this.ctx.waitUntil(work);
}
