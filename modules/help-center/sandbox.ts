import { builtIn, type FakeProvider } from "../http/built-in.ts";

const START = "https://help.casa-lumen.com/";
/** Enough to be told from a page that waits for its script. */
export const TEXT = "We deliver within three days. ".repeat(5);

/** A page of somebody's help. */
export function page(body: string): Response {
  return new Response(`<!doctype html><html><title>Casa Lumen Help</title><body>${body}</body></html>`, {
    headers: { "content-type": "text/html" },
  });
}

/** Somebody's help, of one page with two topics on it. */
export const fakeHelp: FakeProvider = ({ address }) =>
  address === START ? page(`<p>${TEXT}</p><a href="/delivery">Delivery</a><a href="/pay">Paying</a>`) : undefined;

/** In test mode. */
export const helpCenterSandbox = builtIn({ startUrl: START }, fakeHelp);
