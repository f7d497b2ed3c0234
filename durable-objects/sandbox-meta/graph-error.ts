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
export function graphError(code: number, details: string): Response {
  return Response.json(
    {
      error: {
        message: `(#${code}) ${details}`,
        type: "OAuthException",
        code,
        error_data: { messaging_product: "whatsapp", details },
        fbtrace_id: "Sandbox",
      },
    },
    { status: STATUS[code] ?? 400 },
  );
}
