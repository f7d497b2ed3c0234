import type { Location } from "../../../schema/contracts/message-content.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, textAt } from "../../meta/read.ts";

const NAME_MAX_CHARACTERS = 300;
const URL_MAX_CHARACTERS = 2_000;

/** A place on the map; undefined without coordinates that can be on it. */
export function locationOf(item: unknown, part: string): Location | undefined {
  const given = at(item, part);
  const latitude = degreesAt(given, "latitude", 90);
  const longitude = degreesAt(given, "longitude", 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  const line = (key: string): string => boundedLine(textAt(given, key) ?? "", NAME_MAX_CHARACTERS);
  const [name, address] = [line("name"), line("address")];
  const url = textAt(given, "url");
  return {
    latitude,
    longitude,
    ...(name === "" ? {} : { name }),
    ...(address === "" ? {} : { address }),
    // Shown as a link: nothing but a web address may become one.
    ...(url !== undefined && url.length <= URL_MAX_CHARACTERS && /^https?:\/\//i.test(url) ? { url } : {}),
    ...(part === "live_location" || at(given, "live") === true ? { live: true } : {}),
  };
}

/** The place in words: its name and address, else its coordinates. */
export function placeText({ name, address, latitude, longitude }: Location): string {
  const words = [name, address].filter((part) => part !== undefined);
  return words.length > 0 ? words.join("\n") : `${latitude}, ${longitude}`;
}

function degreesAt(given: unknown, key: string, max: number): number | undefined {
  const found = at(given, key);
  const degrees = typeof found === "string" && found.trim() !== "" ? Number(found) : found;
  return typeof degrees === "number" && Math.abs(degrees) <= max ? degrees : undefined;
}
