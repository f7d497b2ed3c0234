import { createSignal } from "solid-js";

const [value, setValue] = createSignal(navigator.onLine);
addEventListener("online", () => setValue(true));
addEventListener("offline", () => setValue(false));

/** Whether this device has a connection at all. */
export const online = value;
