import { builtIn, type FakeProvider } from "../http/built-in.ts";

const KEY = "sandbox0sandbox0sandbox0sandbox0";

/** PandaDoc as it answers: whose key it is, to the right key. */
export function fakePandadoc(key = KEY): FakeProvider {
  return ({ address, headers }) => {
    if (headers.get("authorization") !== `API-Key ${key}`)
      return pandadocSays(401, "authentication_error", "Authentication credentials were not provided.");
    return address === "https://api.pandadoc.com/public/v1/members/current"
      ? Response.json({
          user_id: "a1B2",
          membership_id: "c3D4",
          email: "ana@casa-lumen.com",
          first_name: "Ana",
          last_name: "Ruiz",
          is_active: true,
          workspace: "e5F6",
        })
      : undefined;
  };
}

/** A refusal in PandaDoc's own form. */
export function pandadocSays(status: number, type: string, detail: string): Response {
  return Response.json({ type, detail }, { status });
}

/** In test mode: a workspace at PandaDoc. */
export const esignSandbox = builtIn({ service: "pandadoc", pandadocApiKey: KEY }, fakePandadoc());
