import { createSignal } from "solid-js";
import { ApiError } from "../rest/client.ts";

export interface Toast {
  id: number;
  tone: "info" | "success" | "danger";
  text: string;
  detail?: string | undefined;
  requestId?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
}

const SHOWN_FOR_MS = 6000;
const AT_ONCE = 4;

const [all, setAll] = createSignal<Toast[]>([]);
/** What is shown now, oldest first. */
export const toasts = all;

let lastId = 0;
let held = false;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** Says something that needs no answer. Goes by itself after 6 s, unless it reports a failure: that stays until dismissed. Answers its id. */
export function toast(text: string, more: Partial<Omit<Toast, "id" | "text">> = {}): number {
  const id = ++lastId;
  setAll((shown) => [...shown, { tone: "success" as const, ...more, id, text }].slice(-AT_ONCE));
  if (more.tone !== "danger") startTimer(id);
  return id;
}

/** Says that an act failed: what was tried, why, and the request id for support. */
export function toastError(what: string, error: unknown, action?: Toast["action"]): void {
  const known = error instanceof ApiError ? error : undefined;
  toast(what, {
    tone: "danger",
    detail: known?.message ?? "This page ran into a fault.",
    requestId: known?.requestId,
    action,
  });
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  setAll((shown) => shown.filter((toast) => toast.id !== id));
}

/** While a person points at or focuses a toast, none goes away. */
export function holdToasts(): void {
  held = true;
  for (const timer of timers.values()) clearTimeout(timer);
}

export function releaseToasts(): void {
  held = false;
  for (const id of timers.keys()) startTimer(id);
}

function startTimer(id: number): void {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => !held && dismissToast(id), SHOWN_FOR_MS),
  );
}
