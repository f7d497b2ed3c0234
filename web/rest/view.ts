import type { OpenImpersonation } from "../../schema/contracts/impersonations.ts";

/** An account this tab looks at through another person's eyes, and where the person was before. */
export interface View extends OpenImpersonation {
  returnTo: string;
}

const KEY = "trellis.view";

/** This tab's, kept by the tab itself: another tab stays oneself. It is read once, and a page is loaded anew whenever it changes. */
let held = read();

/** What this tab looks at through another's eyes, whichever account is open. */
export function currentView(): View | undefined {
  return held;
}

/** The view through which this tab acts on an account; undefined where it is oneself. */
export function viewOf(tenant: string | null | undefined): View | undefined {
  return held !== undefined && held.tenant.id === tenant ? held : undefined;
}

/** Makes this tab look through another's eyes: everything it knows as oneself goes with the page. */
export function enterView(view: OpenImpersonation): void {
  const returnTo = `${location.pathname}${location.search}`;
  sessionStorage.setItem(KEY, JSON.stringify({ ...view, returnTo } satisfies View));
  location.assign(`/a/${view.tenant.id}`);
}

/** Makes this tab oneself again. */
export function leaveView(): void {
  const returnTo = held?.returnTo ?? "/";
  sessionStorage.removeItem(KEY);
  location.assign(returnTo);
}

/** Forgets the view, as with the session it belongs to. */
export function dropView(): void {
  held = undefined;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where storage is refused nothing was kept.
  }
}

function read(): View | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return isView(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Written by `enterView` alone; an older version may have kept less. */
function isView(value: unknown): value is View {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "tenant" in value &&
    "user" in value &&
    "endsAt" in value &&
    "returnTo" in value &&
    typeof value.returnTo === "string" &&
    value.returnTo.startsWith("/")
  );
}
