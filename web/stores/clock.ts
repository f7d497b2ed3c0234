import { createSignal } from "solid-js";

const TICK_MS = 20_000;

const [value, setValue] = createSignal(Date.now());
setInterval(() => setValue(Date.now()), TICK_MS);

/** The time in milliseconds since the epoch, as a signal that moves every 20 s: what relative times are kept current by. */
export const now = value;
