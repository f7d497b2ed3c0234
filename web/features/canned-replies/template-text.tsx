import { For } from "solid-js";
import { CANNED_VARIABLES } from "../../../schema/canned/variables.ts";

const PIECE = /(\{\{.*?\}\}|\{%.*?%\})/s;
const NAME = /[a-z_]+\.[a-z_]+/;

/** A canned reply as it was written, its variables as chips with their names for people. */
export function TemplateText(props: { text: string }) {
  return (
    <For each={props.text.split(PIECE)}>
      {(piece) =>
        PIECE.test(piece) ? (
          <span class="rounded-inner bg-accent-soft px-0.5 text-accent-ink" title={piece}>
            {wordsOf(piece)}
          </span>
        ) : (
          piece
        )
      }
    </For>
  );
}

function wordsOf(piece: string): string {
  const name = piece.startsWith("{{") ? NAME.exec(piece)?.[0] : undefined;
  const known = Object.entries(CANNED_VARIABLES).find(([variable]) => variable === name);
  return known ? known[1].label : piece.slice(2, -2).trim();
}
