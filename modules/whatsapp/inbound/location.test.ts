import { describe, expect, it } from "vitest";
import { locationOf, placeText } from "./location.ts";

const here = { latitude: 51.5, longitude: -0.12 };

describe("a place", () => {
  it.each<[given: unknown, read: object | undefined]>([
    [here, here],
    [{ latitude: "51.5", longitude: " -0.12 " }, here],
    [
      { latitude: -90, longitude: 180 },
      { latitude: -90, longitude: 180 },
    ],
    [{ latitude: 90.1, longitude: 0 }, undefined],
    [{ latitude: 0, longitude: -180.1 }, undefined],
    [
      { latitude: 0, longitude: 120 },
      { latitude: 0, longitude: 120 },
    ],
    [{ latitude: "", longitude: 0 }, undefined],
    [{ latitude: 0, longitude: "  " }, undefined],
    [{ latitude: "north", longitude: 0 }, undefined],
    [{ latitude: Number.NaN, longitude: 0 }, undefined],
    [{ latitude: [1], longitude: 0 }, undefined],
    [{ latitude: null, longitude: 0 }, undefined],
    [{ latitude: 1 }, undefined],
    [null, undefined],
    [
      { ...here, name: "Shop", address: "" },
      { ...here, name: "Shop" },
    ],
    [
      { ...here, name: 7, address: "High\nSt" },
      { ...here, address: "High St" },
    ],
    [
      { ...here, name: "n".repeat(301) },
      { ...here, name: `${"n".repeat(299)}…` },
    ],
    [
      { ...here, url: "HTTP://shop.example" },
      { ...here, url: "HTTP://shop.example" },
    ],
    [
      { ...here, url: "https://shop.example" },
      { ...here, url: "https://shop.example" },
    ],
    [{ ...here, url: "javascript:https://shop.example" }, here],
    [
      { ...here, url: `https://${"s".repeat(1_992)}` },
      { ...here, url: `https://${"s".repeat(1_992)}` },
    ],
    [{ ...here, url: `https://${"s".repeat(1_993)}` }, here],
    [
      { ...here, live: true },
      { ...here, live: true },
    ],
    [{ ...here, live: "true" }, here],
  ])("%j", (location, read) => expect(locationOf({ location }, "location")).toStrictEqual(read));

  it("moves by its type alone", () => {
    expect(locationOf({ live_location: here }, "live_location")).toStrictEqual({ ...here, live: true });
  });

  it("reads as its name and address, else as its numbers", () => {
    expect(placeText({ ...here, name: "Shop", address: "High St" })).toBe("Shop\nHigh St");
    expect(placeText({ ...here, address: "High St" })).toBe("High St");
    expect(placeText(here)).toBe("51.5, -0.12");
  });
});
