import type { ModuleHandlers } from "../module.ts";
import { calendarSandbox } from "./sandbox.ts";
import { verifyCalendar } from "./verify.ts";

/** What the server does with Google Calendar: it checks that the key opens the calendar. */
export const calendarHandlers = {
  apis: [
    { host: "www.googleapis.com", variable: "GOOGLE_API_URL" },
    { host: "oauth2.googleapis.com", variable: "GOOGLE_API_URL" },
  ],
  sandbox: calendarSandbox,
  verify: verifyCalendar,
} as const satisfies ModuleHandlers;
