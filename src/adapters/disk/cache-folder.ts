import { isAbsolute, join } from "node:path";

/** The folder for what may be lost: `LCTASKS_CACHE`, else where this system keeps such things. Undefined for `off`, and where there is no such place. */
export function cacheFolder(environment: {
  readonly [name: string]: string | undefined;
}): string | undefined {
  const { LCTASKS_CACHE: own, XDG_CACHE_HOME: shared, LOCALAPPDATA: local, HOME: home } = environment;
  if (own) return own === "off" ? undefined : own;
  const place = shared || local || (home && join(home, ".cache"));
  return place && isAbsolute(place) ? join(place, "lctasks") : undefined;
}
