import { reasonOf } from "../../../schema/reason-of.ts";
import { tellModelHowThingsStand } from "../claude/tell-how-things-stand.ts";
import type { Facts } from "../facts.ts";
import { refOf } from "../ref-of.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { note } from "../transcript/say.ts";
import { Tx } from "../transcript/tx.ts";
import { goForward } from "./forward.ts";
import { within } from "./within.ts";

type Model = Awaited<ReturnType<Session["host"]["model"]>>;

/** Finds out who leads the conversation: who was asked for, if there is a key. Without one, or where that cannot be told, the guided driver. */
export async function settleDriver(session: Session): Promise<void> {
  const { facts } = new Tx(session.storage.sql, session.now());
  const model = facts.wanted === "guided" ? undefined : await askModel(session, facts);
  commit(session, (tx) => {
    // Somebody may have asked for another one meanwhile.
    if (tx.facts.wanted !== facts.wanted) return;
    settle(tx, model);
    goForward(tx);
  });
}

/** `model` undefined: the guided driver is wanted. */
function settle(tx: Tx, model: Model | undefined): void {
  const { facts } = tx;
  const asked = facts.wanted === "claude";
  facts.wanted = null;
  if (model !== undefined && model.payer !== null && (asked || !model.sandbox)) {
    facts.driver = "claude";
    facts.driverReason = null;
    facts.payer = model.payer;
    facts.sandboxModel = model.sandbox === true;
    return tellModelHowThingsStand(tx);
  }
  facts.driver = "guided";
  facts.driverReason = reasonFor(model);
  if (asked) note(tx, "warning", `Claude cannot lead this set-up: ${facts.driverReason} The guided set-up goes on.`);
}

/** Why the guided driver leads. */
function reasonFor(model: Model | undefined): string {
  if (model === undefined) return "The guided set-up was chosen.";
  return model.payer === null ? model.reason : "Claude is in test mode here: it leads only where it is asked to.";
}

async function askModel({ host }: Session, facts: Facts): Promise<Model> {
  try {
    return await within(MODEL_TIMEOUT_MS, host.model(refOf(facts)));
  } catch (error) {
    console.warn(
      JSON.stringify({ level: "warn", event: "concierge_model_unknown", session: facts.id, reason: reasonOf(error) }),
    );
    return { payer: null, reason: "It could not be found out whether a key is there." };
  }
}

const MODEL_TIMEOUT_MS = 15_000;
