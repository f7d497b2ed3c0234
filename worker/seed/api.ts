import { app } from "../app.ts";
import type { Env } from "../env.ts";
import { DEMO_PASSWORD } from "./people.ts";

/** The product's API for one signed-in person. A 409 is an answer: what is to be made is there. Anything else that is refused throws. */
export interface Api {
  call<T>(
    method: string,
    path: string,
    options?: { tenant?: string; body?: unknown },
  ): Promise<{ status: number; body: T }>;
  signOut(): Promise<void>;
}

type CallOptions = { tenant?: string; body?: unknown; token?: string };

/** Signs in at the product's own door, as any client does. */
export async function signIn(env: Env, execution: ExecutionContext, email: string): Promise<Api> {
  const call = async <T>(method: string, path: string, { tenant, body, token }: CallOptions = {}) => {
    const headers = new Headers({ "content-type": "application/json" });
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    if (tenant !== undefined) headers.set("x-tenant", tenant);
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    const request = new Request(`https://trellis.local${path}`, { method, headers, ...payload });
    const response = await app.fetch(request, env, execution);
    const answer = await response.json();
    if (!response.ok && response.status !== 409)
      throw new Error(`loading the demo: ${method} ${path} answered ${response.status} ${JSON.stringify(answer)}`);
    return { status: response.status, body: answer as T };
  };
  const credentials = { email, password: DEMO_PASSWORD };
  const { token } = (await call<{ token: string }>("POST", "/api/users/login", { body: credentials })).body;
  return {
    call: (method, path, options) => call(method, path, { ...options, token }),
    async signOut() {
      await call("POST", "/api/users/logout", { token });
    },
  };
}
