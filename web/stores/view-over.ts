import { createSignal } from "solid-js";

/** Whether this tab's view through another's eyes is over: ended from the other side, by its time, or with the session. */
export const [viewIsOver, setViewIsOver] = createSignal(false);
