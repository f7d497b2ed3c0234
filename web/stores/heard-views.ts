import { createSignal, onCleanup } from "solid-js";
import type { Change } from "../../schema/realtime/down.ts";
import { currentView } from "../rest/view.ts";
import { setViewIsOver } from "./view-over.ts";

const [change, setChange] = createSignal<Change | undefined>(undefined, { equals: false });
const [ears, setEars] = createSignal(0);

/** The newest change that told of somebody looking at an account through another's eyes, or of the end of it. */
export const heardView = change;

/** Whether a socket of this page would hear of one. */
export const someoneListens = (): boolean => ears() > 0;

/** Says, for the life of the owner, that a socket listens and passes on what it hears. */
export function listensForViews(): void {
  setEars((count) => count + 1);
  onCleanup(() => setEars((count) => count - 1));
}

/** What a socket heard. The end of this tab's own view is heard here first. */
export function hearView(told: Change): void {
  if (told.op === "deleted" && told.id === currentView()?.id) setViewIsOver(true);
  setChange(told);
}
