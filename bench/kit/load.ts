import { Connection } from "./http-client.ts";

export interface Load {
  /** Requests answered a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

export interface Shot {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Fires `shot(n)` over `connections` connections for `seconds`; any answer outside 2xx ends the benchmark. */
export async function load(
  url: string,
  options: { connections: number; seconds: number; shot(n: number): Shot },
): Promise<Load> {
  const latencies: number[] = [];
  let n = 0;
  const started = performance.now();
  const until = started + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const connection = new Connection(new URL(url));
      while (performance.now() < until) {
        const { method, path, headers, body } = options.shot(n++);
        const sent = performance.now();
        const answer = await connection.request(method, path, headers, body);
        latencies.push(performance.now() - sent);
        if (answer.status < 200 || answer.status > 299)
          throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
      }
      connection.close();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { rate: latencies.length / seconds, ...percentiles(latencies) };
}

/** p50 and p99 of a list of milliseconds. */
export function percentiles(values: number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
