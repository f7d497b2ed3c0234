import type { JSX } from "solid-js";
import { Door } from "../door/door.tsx";
import type { Step } from "./draft.ts";
import { StepList } from "./step-list.tsx";

/** One step of the start. */
export function StepDoor(props: { step: Step; title: string; text: JSX.Element; children: JSX.Element }) {
  return (
    <Door title={props.title} text={props.text} above={<StepList at={props.step} />}>
      {props.children}
    </Door>
  );
}
