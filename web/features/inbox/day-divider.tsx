/** Between two days of a thread. */
export function DayDivider(props: { at: string }) {
  return (
    <p class="my-3 flex items-center justify-center text-12 text-ink-3">
      <time datetime={props.at.slice(0, 10)}>{dayWords(new Date(props.at), new Date())}</time>
    </p>
  );
}

const THIS_YEAR = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const OTHER_YEAR = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });

/** "Today", "Yesterday", "Monday, 3 November", "3 November 2024": by the reader's calendar. */
function dayWords(day: Date, today: Date): string {
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (day.toDateString() === today.toDateString()) return "Today";
  if (day.toDateString() === yesterday.toDateString()) return "Yesterday";
  return (day.getFullYear() === today.getFullYear() ? THIS_YEAR : OTHER_YEAR).format(day);
}
