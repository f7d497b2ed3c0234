import type { Sample } from "../../../sample.test-kit.ts";
import { FILE, OUTWARD, mid, event, body, shape } from "./build.test-kit.ts";

/** What the business writes in Instagram's own app. */
export const ECHOES: readonly Sample[] = [
  shape(
    "echo-with-image",
    body({
      messaging: [
        event(
          {
            message: {
              mid: mid("echo-image"),
              is_echo: true,
              attachments: [{ type: "image", payload: { url: `${FILE}16` } }],
            },
          },
          OUTWARD,
        ),
      ],
    }),
    {
      echoes: 1,
      type: "image",
      attachments: 1,
    },
  ),
  shape(
    "echo-of-a-card",
    body({
      messaging: [
        event(
          {
            message: {
              mid: mid("echo-card"),
              is_echo: true,
              attachments: [{ type: "template", payload: { generic: { elements: [{ title: "Book now" }] } } }],
            },
          },
          OUTWARD,
        ),
      ],
    }),
    {
      echoes: 1,
      type: "template",
      text: "Book now",
    },
  ),
  shape(
    "echo-without-the-flag",
    body({ messaging: [event({ message: { mid: mid("unflagged"), text: "From the phone" } }, OUTWARD)] }),
    {
      echoes: 1,
      type: "text",
      text: "From the phone",
    },
  ),
  shape(
    "echo-of-a-mention",
    body({
      messaging: [
        event(
          {
            message: {
              mid: mid("echo-mention"),
              is_echo: true,
              attachments: [{ type: "story_mention", payload: { url: `${FILE}17` } }],
            },
          },
          OUTWARD,
        ),
      ],
    }),
    {
      echoes: 1,
      type: "story_mention",
      attachments: 0,
      placeholder: true,
    },
  ),
];
