import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Parts of the paths of files that take longest, small as they are: every route is asked by everybody in them. */
const LONG = ["worker/security/", "worker/webhooks/", "worker/services/tenants/life/"];

/** Begins with what takes longest, so that no worker is left alone with it at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((part) => moduleId.includes(part));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
