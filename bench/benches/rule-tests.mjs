import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { newFolder } from "../folders.mjs";
import { cli, compare, run } from "../measure.mjs";
import { readAndParse, scaled } from "./read-floor.mjs";

const event = (type, body) => ({
  routing: { event_type: type, plat: 0x10000000, hostname: "host-1" },
  event: body,
});

/** A rule as people write them: platform, names in either case, a pattern, one connection that has it all. */
function rule(number) {
  const name = `tool-${number}.exe`;
  const connection = (port) => ({
    SOURCE: { IP_ADDRESS: "10.0.0.7" },
    DESTINATION: { IP_ADDRESS: "192.0.2.9", PORT: port },
  });
  const body = (path, port) => ({
    FILE_PATH: path,
    COMMAND_LINE: `${path} --go -n ${number}`,
    NETWORK_ACTIVITY: [connection(80), connection(port)],
  });
  return {
    detect: {
      event: "NETWORK_CONNECTIONS",
      op: "and",
      rules: [
        { op: "is windows" },
        {
          op: "or",
          rules: [
            { op: "ends with", path: "event/FILE_PATH", value: `\\\\${name}`, "case sensitive": false },
            { op: "is", path: "event/FILE_PATH", "file name": true, value: `other-${name}` },
          ],
        },
        { op: "matches", path: "event/COMMAND_LINE", re: `\\s-n\\s+${number}$` },
        {
          op: "scope",
          path: "event/NETWORK_ACTIVITY",
          rule: {
            op: "and",
            rules: [
              { op: "cidr", path: "event/SOURCE/IP_ADDRESS", cidr: "10.0.0.0/8" },
              { op: "is", path: "event/DESTINATION/PORT", value: 445 },
            ],
          },
        },
      ],
    },
    respond: [{ action: "report", name: `found {{ .routing.hostname }} ${number}` }],
    tests: {
      match: [
        [event("NETWORK_CONNECTIONS", body(`C:\\\\Windows\\\\${name.toUpperCase()}`, 445))],
        [event("NETWORK_CONNECTIONS", body(`D:\\other-${name}`, 445))],
      ],
      non_match: [
        [event("NETWORK_CONNECTIONS", body(`C:\\\\Windows\\\\${name}`, 443))],
        [event("NETWORK_CONNECTIONS", body("C:\\\\Windows\\\\explorer.exe", 445))],
      ],
    },
  };
}

export const ruleTestBenches = [
  {
    name: "test-1000",
    what: "`lctasks test` of 1,000 rules with 4 events each, floor: read and parse them",
    size: { count: 1000, of: "rule" },
    limit: { beyondMs: 300 },
    run: (scale) => {
      const rules = scaled(1000, scale);
      const folder = writeRules(rules);
      const passed = `${(rules * 4).toLocaleString("en-US")} tests passed, 0 failed`;
      const whole = async () => {
        const used = await run([cli, "test", folder]);
        if (!used.out.includes(passed)) throw new Error(`Cannot measure: ${used.out.slice(0, 500)}`);
        return used;
      };
      const detail = `${rules.toLocaleString("en-US")} rules`;
      return compare({ rounds: 7, floor: readAndParse(folder), whole, detail });
    },
  },
];

function writeRules(count) {
  const folder = join(newFolder(), "rules");
  mkdirSync(folder);
  for (let number = 0; number < count; number += 1)
    writeFileSync(join(folder, `${number}.yaml`), stringify(rule(number)));
  return folder;
}
