import { parseDuration } from "../model/duration.js";

/** The duration that text with several units means, in one unit: `1h30` is `90m`. Undefined for anything else. */
export function inOneUnit(text: string): string | undefined {
  const parts = /^(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,4})m?)?(?:(\d{1,4})s)?$/.exec(
    text.replaceAll(/\s/g, ""),
  );
  if (parts === null) return undefined;
  const [, days, hours, minutes, seconds] = parts;
  const written = { d: days, h: hours, m: minutes, s: seconds };
  const units = Object.entries(written).filter(([, count]) => count !== undefined);
  const total = units.reduce((sum, [unit, count]) => sum + (parseDuration(`${count}${unit}`) ?? 0), 0);
  const least = units.at(-1)?.[0];
  if (least === undefined) return undefined;
  return `${total / (parseDuration(`1${least}`) ?? 1)}${least}`;
}
