// How many sensors each of many selectors reaches. The floor: for each selector one pass over the sensors that compares one field.
import { reachOf } from "../../src/core/plan/reach.ts";
import { timed } from "./timed.mjs";

const { sensors: count, selectors: wanted } = JSON.parse(process.argv[2]);
const platforms = ["windows", "windows", "windows", "linux", "macos"];

const sensor = (number) => ({
  sid: `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`,
  plat: platforms[number % 5],
  arch: number % 50 === 0 ? "usp_adapter" : "x64",
  hostname: `${number % 3 === 0 ? "SRV" : "lt"}-${number}.site-${number % 97}.example.com`,
  int_ip: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
  ext_ip: `192.0.2.${number % 256}`,
  enroll: 1_790_000_000 + number,
  alive: 1_795_000_000 + (number % 86_400),
  isolated: number % 1000 === 0,
  tags: [`site-${number % 97}`, `ring-${number % 7}`, ...(number % 11 === 0 ? ["vip"] : [])],
});

/** In twenty: 16 with equality and tags, 3 with `contains`, 1 with `matches`. No two are the same. */
function selector(number) {
  switch (number % 20) {
    case 19:
      return `hostname matches \`^(SRV|lt)-[0-9]*${number}\\.site\``;
    case 18:
    case 17:
      return `hostname contains \`-${number}.site\``;
    case 16:
      return `plat == \`windows\` and hostname contains \`site-${number % 97}\` and hostname != \`lt-${number}\``;
    default:
      return equality(number);
  }
}

function equality(number) {
  const [site, host] = [number % 97, `SRV-${number * 3}.site-${(number * 3) % 97}.example.com`];
  return [
    `plat == \`windows\` and \`site-${site}\` in tags and hostname != \`lt-${number}\``,
    `hostname == \`${host}\``,
    `\`site-${site}\` in tags and not \`vip\` in tags and int_ip != \`10.0.0.${number}\``,
    `plat == \`linux\` or plat == \`macos\` and \`ring-${number % 7}\` in tags and hostname != \`lt-${number}\``,
  ][number % 4];
}

const sensors = Array.from({ length: count }, (_, number) => sensor(number));
const fleet = { sensors, online: new Set(sensors.slice(0, count >> 1).map(({ sid }) => sid)) };
const selectors = Array.from({ length: wanted }, (_, number) => selector(number));
if (new Set(selectors).size !== wanted) throw new Error("Cannot measure: two selectors are the same");

const onePass = () => {
  let found = 0;
  for (let number = 0; number < wanted; number += 1) {
    const name = `lt-${number}`;
    for (const { hostname } of sensors) if (hostname === name) found += 1;
  }
  return found;
};
const all = () => selectors.map((text) => reachOf({ selector: text }, fleet));

const floors = [timed(onePass).ms];
const whole = timed(all);
floors.push(timed(onePass).ms);
const unknown = whole.value.find(({ known }) => !known);
if (unknown) throw new Error(`Cannot measure: ${unknown.reason}`);
const reached = whole.value.reduce((sum, { total }) => sum + total, 0);
process.stdout.write(JSON.stringify({ ms: whole.ms, floorMs: (floors[0] + floors[1]) / 2, reached }));
