import { createSignal } from "solid-js";

/** The same width as the `wide` breakpoint of tokens.css: below it list, thread and panel do not fit beside each other. */
const query = matchMedia("(min-width: 75rem)");
const [value, setValue] = createSignal(query.matches);
query.addEventListener("change", (event) => setValue(event.matches));

/** Whether the panel stands beside the thread rather than over it. */
export const wide = value;
