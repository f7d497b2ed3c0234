/**
 * The little of jq that docs/api.md and docs/start.md use: a path of keys and indices, an object of keys after a pipe, and -r. Reads standard input.
 */
const raw = process.argv[2] === "-r";
const filter = process.argv[raw ? 3 : 2] ?? ".";
let input = "";
for await (const chunk of process.stdin) input += String(chunk);
let value = JSON.parse(input);
for (const stage of filter.split("|").map((part) => part.trim())) value = apply(stage, value);
console.log(raw && typeof value === "string" ? value : JSON.stringify(value, null, 2));

/** @param {string} stage @param {any} from */
function apply(stage, from) {
  const picked = /^\{(.*)\}$/.exec(stage)?.[1];
  if (picked !== undefined) return Object.fromEntries(picked.split(",").map((key) => [key.trim(), from[key.trim()]]));
  return [...stage.matchAll(/\.([A-Za-z]+)|\[(\d+)\]/g)].reduce(
    (found, [, key, index]) => found?.[key ?? Number(index)] ?? null,
    from,
  );
}
