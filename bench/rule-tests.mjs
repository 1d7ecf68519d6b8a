// How long `lctasks test` takes for 1,000 rules with 4 events each, beyond reading the files and parsing their YAML.
// Runs of the program and of the bare minimum alternate, so that a slow moment of the machine meets both; the medians count.
//   node bench/rule-tests.mjs [rules] [rounds]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [rules = 1000, rounds = 7] = process.argv.slice(2).map(Number);
const limitMs = 300;

/** Reads every file and parses it, and does nothing else. */
const minimum = `
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
const [folder] = process.argv.slice(1);
for (const name of readdirSync(folder)) {
  const documents = parseAllDocuments(readFileSync(join(folder, name), "utf8"), { version: "1.2", schema: "core", merge: false });
  for (const document of documents) document.toJS();
}`;

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

const { stringify } = await import("yaml");
const folder = mkdtempSync(join(tmpdir(), "lctasks-bench-"));
const files = join(folder, "rules");
mkdirSync(files);
for (let number = 0; number < rules; number += 1)
  writeFileSync(join(files, `${number}.yaml`), stringify(rule(number)));

/** Prints the processor time of a process when it ends: on a busy machine the clock on the wall measures the others. */
const meter = `data:text/javascript,process.on("exit", () => console.log("cpu", JSON.stringify(process.cpuUsage())))`;

function timed(...command) {
  const begin = process.hrtime.bigint();
  const out = execFileSync(process.execPath, ["--import", meter, ...command], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const { user, system } = JSON.parse(/^cpu (.*)$/m.exec(out)[1]);
  return { ms: Number(process.hrtime.bigint() - begin) / 1e6, cpuMs: (user + system) / 1000, out };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const passed = `${(rules * 4).toLocaleString("en-US")} tests passed, 0 failed`;
const bare = [];
const whole = [];
try {
  for (let round = 0; round < rounds; round += 1) {
    bare.push(timed("--input-type=module", "-e", minimum, files));
    const run = timed("dist/cli.js", "test", files);
    if (!run.out.includes(passed)) throw new Error(`Cannot measure: ${run.out.slice(0, 500)}`);
    whole.push(run);
  }
} finally {
  rmSync(folder, { recursive: true });
}

const limit = `limit ${((limitMs * rules) / 1000).toFixed(0)} ms`;
process.stdout.write(`${rules} rules, 4 events each, ${rounds} rounds, medians\n`);
for (const [name, of] of [
  ["processor time", ({ cpuMs }) => cpuMs],
  ["elapsed time", ({ ms }) => ms],
]) {
  const [least, all] = [median(bare.map(of)), median(whole.map(of))];
  const beyond = median(whole.map((run, round) => of(run) - of(bare[round])));
  process.stdout.write(
    `${name}: reading and parsing ${least.toFixed(0)} ms, lctasks test ${all.toFixed(0)} ms (${(all / least).toFixed(2)} times), beyond it ${beyond.toFixed(0)} ms (${limit})\n`,
  );
}
