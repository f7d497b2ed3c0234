export interface Device {
  name: string;
  kind: "computer" | "phone" | "program";
}

/** A user agent in a person's words: "Chrome on Windows". Order matters: most browsers also claim to be Chrome and Safari. */
export function describeDevice(userAgent: string | null): Device {
  if (!userAgent) return { name: "Unknown device", kind: "computer" };
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent));
  if (!browser) return { name: /^[\w.-]+/.exec(userAgent)?.[0] ?? "Unknown program", kind: "program" };
  return { name: system ? `${browser} on ${system[1]}` : browser, kind: system?.[2] ?? "computer" };
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/HeadlessChrome\/|Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string, Device["kind"]])[] = [
  [/iPhone/, "iPhone", "phone"],
  [/iPad/, "iPad", "phone"],
  [/Android/, "Android", "phone"],
  [/Windows/, "Windows", "computer"],
  [/Mac OS X|Macintosh/, "Mac", "computer"],
  [/CrOS/, "ChromeOS", "computer"],
  [/Linux/, "Linux", "computer"],
];
