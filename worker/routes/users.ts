import { Hono } from "hono";
import { z } from "zod";
import {
  LoginRequest,
  LoginResponse,
  MeResponse,
  RefreshResponse,
  SessionList,
  VisitorResponse,
} from "../../schema/contracts/users.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { actingOn } from "../middleware/acting-on.ts";
import { open, perhapsSignedIn, route, signedIn } from "../middleware/policy.ts";
import { clearSessionCookie, setSessionCookie } from "../middleware/session-cookie.ts";
import { welcome } from "../middleware/welcome.ts";
import { body } from "../middleware/validate.ts";
import { endOtherSessions } from "../services/sessions/end-others.ts";
import { endOwnSession } from "../services/sessions/end-own.ts";
import { listSessions } from "../services/sessions/list.ts";
import { renewSession } from "../services/sessions/renew.ts";
import { login } from "../services/users/login.ts";
import { me } from "../services/users/me.ts";

const Done = z.object({ message: z.string() });

export const users = new Hono<AppEnv>()
  .post(
    "/login",
    route({
      policy: open("nobody is signed in yet; failed tries are counted by address and network"),
      summary: "Sign in",
      tags: ["Users"],
      description:
        "Answers a token for `Authorization: Bearer` and sets it as a cookie. After five wrong passwords there is a wait, which doubles. With an authenticator app the answer is `mfa_required` and a challenge for POST /api/users/login/code.",
      responses: { 200: { description: "Signed in", schema: LoginResponse } },
      errors: ["invalid", "invalid_credentials", "mfa_required", "bad_origin", "too_many"],
    }),
    body(LoginRequest),
    async (c) => {
      const acting = actingOn(c);
      const userAgent = c.req.header("user-agent") ?? null;
      const signedInNow = await login(c.env, { ...c.req.valid("json"), ...acting, userAgent });
      await welcome(c, acting, signedInNow);
      return c.json({ message: "Signed in.", ...signedInNow });
    },
  )
  .post(
    "/logout",
    route({
      policy: perhapsSignedIn("leaving works as well when the session has ended already"),
      summary: "Sign out",
      tags: ["Users"],
      description: "Ends this session at every door and closes its sockets.",
      responses: { 200: { description: "Signed out", schema: Done } },
    }),
    async (c) => {
      const leaving = c.get("visitor");
      if (leaving)
        await endOwnSession(c.env, leaving, {
          sessionId: leaving.sessionId,
          reason: "signed_out",
          requestId: c.get("requestId"),
          now: Date.now(),
        });
      clearSessionCookie(c);
      return c.json({ message: "Signed out." });
    },
  )
  .post(
    "/refresh-token",
    route({
      policy: signedIn,
      summary: "Renew the token",
      tags: ["Users"],
      description: "The old token works for 30 seconds more. Its use after that ends the session.",
      responses: { 200: { description: "A new token", schema: RefreshResponse } },
      errors: ["refresh_conflict"],
    }),
    async (c) => {
      const renewed = await renewSession(c.env, c.get("principal"), c.get("requestId"), Date.now());
      setSessionCookie(c, renewed);
      return c.json({ message: "Renewed.", ...renewed, refreshedToken: renewed.token });
    },
  )
  .get(
    "/me",
    route({
      policy: signedIn,
      summary: "Who you are",
      tags: ["Users"],
      responses: { 200: { description: "You, and the accounts you hold a grant on", schema: MeResponse } },
    }),
    async (c) => c.json(await me(c.env, c.get("principal"), c.get("host")?.tenant)),
  )
  .get(
    "/visitor",
    route({
      policy: perhapsSignedIn("pages that are open to all ask who looks at them"),
      summary: "Who you are, if you are signed in",
      tags: ["Users"],
      responses: { 200: { description: "As GET /api/users/me says it, or null", schema: VisitorResponse } },
    }),
    async (c) => {
      const visitor = c.get("visitor");
      return c.json({ visitor: visitor === undefined ? null : await me(c.env, visitor, c.get("host")?.tenant) });
    },
  )
  .get(
    "/sessions",
    route({
      policy: signedIn,
      summary: "List where you are signed in",
      tags: ["Users"],
      responses: { 200: { description: "Newest first", schema: SessionList } },
    }),
    async (c) => c.json({ docs: await listSessions(c.env, c.get("principal"), Date.now()) }),
  )
  .delete(
    "/sessions",
    route({
      policy: signedIn,
      summary: "Sign out everywhere else",
      tags: ["Users"],
      responses: { 200: { description: "All your other sessions have ended", schema: Done } },
    }),
    async (c) => {
      await endOtherSessions(c.env, c.get("principal"), c.get("requestId"), Date.now());
      return c.json({ message: "Signed out everywhere else." });
    },
  )
  .delete(
    "/sessions/:id",
    route({
      policy: signedIn,
      summary: "End one of your sessions",
      tags: ["Users"],
      responses: { 200: { description: "Ended", schema: Done } },
      errors: ["not_found"],
    }),
    async (c) => {
      const ending = {
        sessionId: c.req.param("id"),
        reason: "ended_by_owner",
        requestId: c.get("requestId"),
        now: Date.now(),
      } as const;
      if (!(await endOwnSession(c.env, c.get("principal"), ending))) throw new TrellisError("not_found");
      return c.json({ message: "Session ended." });
    },
  );
