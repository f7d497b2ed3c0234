import type { Context } from "hono";
import type { LoginResponse } from "../../schema/contracts/users.ts";
import type { AppEnv } from "../app-env.ts";
import type { Acting } from "../services/account/acting.ts";
import { noticeNewDevice } from "../services/devices/notice-new-device.ts";
import { noteDevice } from "./device-cookie.ts";
import { setSessionCookie } from "./session-cookie.ts";

/** What follows every sign-in: the browser keeps the session, and the person is told when it was on a device of theirs that is new. */
export async function welcome(c: Context<AppEnv>, acting: Acting, entered: LoginResponse): Promise<void> {
  setSessionCookie(c, entered);
  const userId = entered.user.id;
  const known = await noteDevice(c, userId, acting.now);
  acting.waitUntil(noticeNewDevice(acting, { userId, userAgent: c.req.header("user-agent") ?? null, known }));
}
