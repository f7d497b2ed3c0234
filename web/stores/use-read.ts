import {
  type DefaultError,
  type QueryKey,
  type UndefinedInitialDataOptions,
  useQuery,
  type UseQueryResult,
} from "@tanstack/solid-query";
import { queryClient } from "./queries.ts";

/**
 * useQuery whose `data` is plainly undefined until there is some. The library's own suspends the page at that read, which would show an
 * empty place instead of the skeleton the page draws.
 */
export function useRead<T, E = DefaultError, R = T, K extends QueryKey = QueryKey>(
  options: UndefinedInitialDataOptions<T, E, R, K>,
): UseQueryResult<R, E> {
  const query = useQuery<T, E, R, K>(options, () => queryClient);
  return new Proxy(query, {
    get: (target, property) =>
      property === "data" && target.dataUpdatedAt === 0 && !target.isPlaceholderData
        ? undefined
        : Reflect.get(target, property),
  });
}
