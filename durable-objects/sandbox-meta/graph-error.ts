/** HTTP status by code, where it is not 400: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const STATUS: Record<number, number> = {
  10: 403,
  190: 401,
  200: 403,
  131_000: 500,
  131_016: 503,
  131_031: 403,
  131_042: 402,
};

/** A refusal in the Graph API's form: https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function graphError(code: number, details: string, subcode?: number): Response {
  return Response.json(
    {
      error: {
        message: `(#${code}) ${details}`,
        type: "OAuthException",
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        error_data: { messaging_product: "whatsapp", details },
        fbtrace_id: "Sandbox",
      },
    },
    { status: STATUS[code] ?? 400 },
  );
}

/** A path that leads to nothing this token may see. */
export function noSuchObject(id = ""): Response {
  return graphError(
    100,
    `Unsupported request. Object with ID '${id.slice(0, 60)}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  );
}
