import { builtIn, type FakeProvider } from "../http/built-in.ts";

const TOKEN = "EAAG-canary-of-messenger";
const PAGE = "102938475610293";

/** Graph as it answers one page. */
export function fakeGraph({
  token = TOKEN,
  id = PAGE,
  scopes = ["pages_messaging", "pages_manage_metadata"],
} = {}): FakeProvider {
  return ({ address, headers }) => {
    if (headers.get("authorization") !== `Bearer ${token}`)
      return no(401, 190, "Invalid OAuth access token - Cannot parse access token");
    const { pathname } = new URL(address, "https://graph.facebook.com");
    if (pathname === "/v23.0/me") return Response.json({ id, name: "Harbour Shop", username: "harbourshop" });
    if (pathname !== `/v23.0/${id}/conversations`) return no(400, 100, "Unsupported get request.");
    return scopes.includes("pages_messaging")
      ? Response.json({ data: [{ id: "t_10224" }], paging: {} })
      : no(403, 230, "(#230) Requires pages_messaging permission to manage the object");
  };
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function no(status: number, code: number, message: string, subcode?: number): Response {
  const narrower = subcode === undefined ? {} : { error_subcode: subcode };
  return Response.json({ error: { message, type: "OAuthException", code, ...narrower, fbtrace_id: "A1" } }, { status });
}

/** In test mode. */
export const messengerSandbox = builtIn({ pageId: PAGE, accessToken: TOKEN }, fakeGraph());
