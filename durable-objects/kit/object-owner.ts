import { type Actor, requireSystem } from "../../schema/actor.ts";
import { TrellisError } from "../../schema/errors.ts";
import { CLOSE_CODES } from "../../schema/realtime/down.ts";
import { closeSocket } from "./sockets.ts";

const OWNER_KEY = "tenant_id";

/**
 * Whose a Durable Object is: the one door to what it holds. The first call stores its tenant, every later one is compared: another tenant's
 * actor gets the answer that nothing is here. An object reached by its id alone has no name and can never be claimed.
 */
export class ObjectOwner {
  readonly #ctx: DurableObjectState;
  #tenantId: string | undefined;
  #isPurged = false;

  /** The object's tables are there already (`migrate`). */
  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    this.#tenantId = ctx.storage.sql
      .exec<{ value: string }>("SELECT value FROM meta WHERE key = ?", OWNER_KEY)
      .toArray()[0]?.value;
  }

  /** Once the first call has said so. */
  get tenantId(): string | undefined {
    return this.#tenantId;
  }

  /** Everything is erased, and stays so. */
  get isPurged(): boolean {
    return this.#isPurged;
  }

  /** Lets an actor of the tenant in; the first one says which that is. Answers the tenant. Throws `not_found`. */
  admit(actor: Actor): string {
    if (this.#isPurged) throw new TrellisError("not_found");
    if (this.#tenantId === undefined) {
      // oxlint-disable-next-line trellis/object-stubs -- nothing is stored yet to compare with; the name it was reached by stands in, once.
      if (this.#ctx.id.name !== actor.tenantId) throw new TrellisError("not_found");
      this.#store(actor.tenantId);
    }
    if (actor.tenantId !== this.#tenantId) throw new TrellisError("not_found");
    return this.#tenantId;
  }

  /**
   * Makes an object that is not named by its tenant the actor's, unless it is somebody's. For the one verb that begins it, when the caller has made sure
   * that the name is this tenant's. Answers the tenant. Throws `not_found`.
   */
  claim(actor: Actor): string {
    if (this.#tenantId === undefined && !this.#isPurged) this.#store(actor.tenantId);
    return this.admit(actor);
  }

  /**
   * Erases everything in the object, the alarm too. What was under way finds nothing to write to; nobody is let in any more. Safe to repeat.
   * Throws `forbidden` to any person.
   */
  async purge(actor: Actor): Promise<void> {
    if (!this.#isPurged) this.admit(actor);
    requireSystem(actor);
    this.#isPurged = true;
    for (const socket of this.#ctx.getWebSockets()) closeSocket(socket, CLOSE_CODES.forbidden, "account erased");
    await this.#ctx.storage.deleteAlarm();
    await this.#ctx.storage.deleteAll();
  }

  #store(tenantId: string): void {
    this.#ctx.storage.sql.exec("INSERT INTO meta (key, value) VALUES (?, ?)", OWNER_KEY, tenantId);
    this.#tenantId = tenantId;
  }
}
