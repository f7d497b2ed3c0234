import { builtIn, type FakeProvider } from "../http/built-in.ts";
import { GRAPH_VERSION } from "../meta/graph.ts";

const TOKEN = "EAAG-sandbox-token";
const PAGE_ID = "102938475610293";
const FORMS = [
  { id: "1", status: "ACTIVE" },
  { id: "2", status: "ARCHIVED" },
  { id: "3", status: "ACTIVE" },
];

/** The Graph API as it answers: the page and its forms to the right token. */
export function fakeLeadForms({ token = TOKEN, forms = FORMS as readonly object[] } = {}): FakeProvider {
  const at = `/${GRAPH_VERSION}/${PAGE_ID}`;
  return ({ address, headers }) => {
    if (headers.get("authorization") !== `Bearer ${token}`) return refusal(401, 190);
    if (address === `${at}?fields=id,name`) return Response.json({ id: PAGE_ID, name: "Casa Lumen" });
    return address === `${at}/leadgen_forms?fields=id,status&limit=100`
      ? Response.json({ data: forms, paging: {} })
      : refusal(400, 100);
  };
}

/** A refusal in Graph's own form. */
export function refusal(
  status: number,
  code: number,
  error_subcode?: number,
  headers: Record<string, string> = {},
): Response {
  const error = { message: "Refused", type: "OAuthException", code, ...(error_subcode && { error_subcode }) };
  return Response.json({ error }, { status, headers });
}

/** In test mode. */
export const leadAdsSandbox = builtIn({ pageId: PAGE_ID, pageAccessToken: TOKEN }, fakeLeadForms());
