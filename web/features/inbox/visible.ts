import { createSignal } from "solid-js";

const [value, setValue] = createSignal(document.visibilityState === "visible");
document.addEventListener("visibilitychange", () => setValue(document.visibilityState === "visible"));

/** Whether this tab is the one being looked at. */
export const visible = value;
