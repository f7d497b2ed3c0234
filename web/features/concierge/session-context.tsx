import { createContext, useContext } from "solid-js";
import type { ConciergeState } from "../../../schema/contracts/concierge.ts";
import type { OpenSession } from "../../stores/concierge/open-session.ts";
import type { Transcript } from "../../stores/concierge/transcript.ts";

/** What every part of a session's screen has. */
export interface SessionScreen {
  readonly session: OpenSession;
  readonly me: { readonly id: string; readonly name: string };
  /** There as long as anything of the screen is. */
  transcript(): Transcript;
  state(): ConciergeState;
  /** Whether this person may do something here, now. */
  mayAct(): boolean;
  /** Asks something of the session; what it did comes by the socket. A refusal is told. Answers whether it was taken. */
  ask(refusal: string, act: () => Promise<unknown>): Promise<boolean>;
}

const Context = createContext<SessionScreen>();

export const SessionProvider = Context.Provider;

/** For anything on the screen of a session. */
export function useSession(): SessionScreen {
  const screen = useContext(Context);
  if (!screen) throw new Error("useSession() works only on the screen of a session.");
  return screen;
}
