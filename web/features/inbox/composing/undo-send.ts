import { remembered } from "../../../stores/remembered.ts";
import { dismissToast, toast } from "../../../stores/toasts.ts";

const HOLD_MS = 5_000;

/** How long what was sent can be taken back, in ms. 0: it leaves at once. Remembered by this browser. */
export const [sendHoldMs, setSendHoldMs] = remembered(
  "send-hold-ms",
  HOLD_MS,
  (value): value is number => typeof value === "number" && value >= 0 && value <= 60_000,
);

let offered: { toastId: number; run: () => void } | undefined;

/** Says that something is about to leave, with the way to take it back. One at a time: the newest. */
export function offerUndo(forMs: number, run: () => void): void {
  withdrawOffer();
  const offer = { toastId: 0, run };
  offer.toastId = toast("Sending", { tone: "info", forMs, action: { label: "Undo", run: () => undo(offer) } });
  offered = offer;
  // A pointer may keep the toast, but not the message.
  setTimeout(() => offered === offer && withdrawOffer(), forMs);
}

/** Takes back what the newest offer is about; false when there is none. */
export function undoNewest(): boolean {
  if (!offered) return false;
  undo(offered);
  return true;
}

function undo(offer: { run: () => void }): void {
  if (offered === offer) withdrawOffer();
  offer.run();
}

function withdrawOffer(): void {
  if (offered) dismissToast(offered.toastId);
  offered = undefined;
}
