import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { jwtVerify, SignJWT } from "jose";
import type { AppEnv } from "../app-env.ts";
import { sessionKey } from "./session-token.ts";

const COOKIE = "__Host-trellis-device";
const AUDIENCE = "trellis-device";
const TYPE = "device+jwt";
const SECONDS = 365 * 24 * 60 * 60;
/** So many people share a browser; the one who signed in longest ago makes way. */
const PEOPLE_MAX = 10;

/** Notes in this browser that a person signed in with it, and answers whether it was noted before. It lets nobody in. */
export async function noteDevice(c: Context<AppEnv>, userId: string, now: number): Promise<boolean> {
  const people = await peopleOf(c, now);
  const token = await new SignJWT({ people: [userId, ...people.filter((id) => id !== userId)].slice(0, PEOPLE_MAX) })
    .setProtectedHeader({ alg: "HS256", typ: TYPE })
    .setAudience(AUDIENCE)
    .setExpirationTime(Math.floor(now / 1000) + SECONDS)
    .sign(sessionKey(c.env));
  setCookie(c, COOKIE, token, { path: "/", secure: true, httpOnly: true, sameSite: "Lax", maxAge: SECONDS });
  return people.includes(userId);
}

async function peopleOf(c: Context<AppEnv>, now: number): Promise<string[]> {
  const cookie = getCookie(c, COOKIE);
  if (cookie === undefined) return [];
  try {
    const { payload } = await jwtVerify(cookie, sessionKey(c.env), {
      algorithms: ["HS256"],
      typ: TYPE,
      audience: AUDIENCE,
      currentDate: new Date(now),
      requiredClaims: ["exp", "people"],
    });
    const { people } = payload;
    return Array.isArray(people) ? people.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}
