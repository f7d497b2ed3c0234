import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The one number this stand-in knows, and the token that may read it. */
export const KNOWN_NUMBER = {
  phoneNumberId: "106540352242922",
  businessAccountId: "102290129340398",
  accessToken: "EAAG-good-token-4f2a",
};

/** Answers the calls by which a number is verified, as the Graph API does: https://developers.facebook.com/docs/graph-api */
export async function startStandInGraph(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const [path = ""] = (request.url ?? "").split("?");
    if (request.headers.authorization !== `Bearer ${KNOWN_NUMBER.accessToken}`) {
      return answer(401, {
        error: {
          message: "Invalid OAuth access token - Cannot parse access token",
          type: "OAuthException",
          code: 190,
          fbtrace_id: "A1",
        },
      });
    }
    if (path.endsWith("/subscribed_apps")) return answer(200, { success: true });
    if (path.endsWith(`/${KNOWN_NUMBER.businessAccountId}/phone_numbers`))
      return answer(200, { data: [{ id: KNOWN_NUMBER.phoneNumberId }] });
    if (path.endsWith(`/${KNOWN_NUMBER.phoneNumberId}`)) {
      return answer(200, {
        id: KNOWN_NUMBER.phoneNumberId,
        display_phone_number: "+44 7700 900123",
        verified_name: "Brisa Surf School",
        quality_rating: "GREEN",
      });
    }
    return answer(400, {
      error: {
        message: "Unsupported get request.",
        type: "GraphMethodException",
        code: 100,
        error_subcode: 33,
        fbtrace_id: "A2",
      },
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
