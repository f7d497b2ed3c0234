import { vi } from "vitest";

/** A number the fake provider knows, and the token that may read it. */
export interface FakeNumber {
  id: string;
  waba: string;
  token: string;
  display: string;
}

/** What Meta would answer, in its own wire format, for the calls that verification makes. */
export interface FakeGraph {
  /** Makes a number with a token of its own, or under the token and WABA given. */
  number(given?: Partial<FakeNumber>): FakeNumber;
  /** The token stops working. */
  expire(token: string): void;
  /** Everything that was asked: method, path, bearer token. */
  readonly asked: { method: string; path: string; token: string }[];
  /** Set to make every call fail as a broken connection does. */
  unreachable: boolean;
  /** Runs before each answer: what a test does in the middle of a verification. */
  meanwhile: (() => Promise<void>) | undefined;
}

const INVALID_TOKEN = { error: { message: "Error validating access token", type: "OAuthException", code: 190 } };
const UNKNOWN_ID = {
  error: { message: "Unsupported get request. Object does not exist", type: "GraphMethodException", code: 100 },
};

let made = 0;

/** Puts the fake provider in place of the network, for the rest of the file. */
export function fakeGraph(base: string): FakeGraph {
  const numbers = new Map<string, FakeNumber>();
  const tokens = new Set<string>();
  const graph: FakeGraph = {
    asked: [],
    unreachable: false,
    meanwhile: undefined,
    number(given = {}) {
      made += 1;
      const number: FakeNumber = {
        id: `1${String(made).padStart(14, "0")}`,
        waba: `2${String(made).padStart(14, "0")}`,
        token: `EAAtoken-of-number-${made}-${crypto.randomUUID()}`,
        display: `+1 555 ${String(made).padStart(7, "0")}`,
        ...given,
      };
      numbers.set(`${number.id} ${number.token}`, number);
      tokens.add(number.token);
      return number;
    },
    expire: (token) => void tokens.delete(token),
  };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(base)) throw new Error(`the fake provider was asked for ${request.url}`);
    if (graph.unreachable) throw new TypeError("connection refused");
    const path = new URL(request.url).pathname.replace(/^\/v[\d.]+/, "");
    const token = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
    graph.asked.push({ method: request.method, path, token });
    // The account reads its templates on an alarm of its own, at any moment: that is no verification.
    if (!path.endsWith("/message_templates")) await graph.meanwhile?.();
    if (!tokens.has(token)) return Response.json(INVALID_TOKEN, { status: 401 });
    return answer(
      path,
      [...numbers.values()].filter((number) => number.token === token),
    );
  });
  return graph;
}

function answer(path: string, visible: readonly FakeNumber[]): Response {
  const [, id, edge] = path.split("/");
  if (edge === undefined) {
    const number = visible.find((one) => one.id === id);
    if (number === undefined) return Response.json(UNKNOWN_ID, { status: 400 });
    return Response.json({
      id: number.id,
      display_phone_number: number.display,
      verified_name: "Casa Lumen",
      quality_rating: "GREEN",
    });
  }
  const ofWaba = visible.filter(({ waba }) => waba === id);
  if (ofWaba.length === 0) return Response.json(UNKNOWN_ID, { status: 400 });
  if (edge === "phone_numbers") return Response.json({ data: ofWaba.map((number) => ({ id: number.id })) });
  if (edge === "subscribed_apps") return Response.json({ success: true });
  return Response.json(UNKNOWN_ID, { status: 400 });
}
