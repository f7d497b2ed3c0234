import { createSignal } from "solid-js";

/** The same width as the `narrow` breakpoint of tokens.css. */
const query = matchMedia("(max-width: 47.9375rem)");
const [value, setValue] = createSignal(query.matches);
query.addEventListener("change", (event) => setValue(event.matches));

/** Whether the screen shows one pane at a time (a phone). */
export const narrow = value;
