import { createSignal } from "solid-js";
import { remembered } from "../../../stores/remembered.ts";

const HOLD_MS = 3_000;

/** How long what was sent can be taken back, in ms. 0: it leaves at once. Remembered by this browser. */
export const [sendHoldMs, setSendHoldMs] = remembered(
  "send-hold-ms",
  HOLD_MS,
  (value): value is number => typeof value === "number" && value >= 0 && value <= 60_000,
);

/** What was sent in one go, and how to take it back. */
interface Offer {
  clientIds: readonly string[];
  run: () => void;
}

const [offers, setOffers] = createSignal<readonly Offer[]>([]);

/** For `forMs`, lets what was sent in one go be taken back: at its bubbles, or by `undoNewest`. */
export function offerUndo(forMs: number, clientIds: readonly string[], run: () => void): void {
  const offer = { clientIds, run };
  setOffers((before) => [...before, offer]);
  setTimeout(() => withdraw(offer), forMs);
}

/** The way to take back what this message was sent with; undefined once it has left. */
export function undoOf(clientId: string): (() => void) | undefined {
  const offer = offers().find(({ clientIds }) => clientIds.includes(clientId));
  return offer && (() => undo(offer));
}

/** Whether anything can be taken back now. */
export const canUndo = (): boolean => offers().length > 0;

/** Takes back what was sent last; false when nothing can be. */
export function undoNewest(): boolean {
  const newest = offers().at(-1);
  if (newest) undo(newest);
  return newest !== undefined;
}

function undo(offer: Offer): void {
  withdraw(offer);
  offer.run();
}

function withdraw(offer: Offer): void {
  setOffers((before) => before.filter((other) => other !== offer));
}
