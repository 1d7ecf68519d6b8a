import type { RuleTestReport, RuleTestSummary } from "../model/rule-test.js";
import { counted } from "./describe.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";

/** What is printed for a person: every test that did not pass with its reason, then the count. */
export function renderRuleTests(
  { passed, failed, untested, results }: RuleTestSummary,
  style: Style,
): string {
  const blocks = results
    .filter(({ pass, explanation }) => !pass || explanation !== null)
    .map((result) => block(result, style));
  const count = `${counted(passed, "test")} passed, ${failed} failed`;
  const rest = untested === 0 ? "" : style.dim(`, ${counted(untested, "rule")} without tests`);
  return `${[...blocks, `${failed === 0 ? style.green(count) : style.red(count)}${rest}`].join("\n\n")}\n`;
}

function block(result: RuleTestReport, style: Style): string {
  const mark = result.pass ? style.yellow("passed, but") : style.red("FAILED");
  const lines = (result.explanation ?? "").split("\n").map((line) => `  ${inert(line)}`);
  return [`${mark}  ${inert(titleOf(result))}  ${style.dim(inert(result.file))}`, ...lines].join("\n");
}

function titleOf({ rule, kind, index }: RuleTestReport): string {
  if (kind === "rule") return `${rule} does not compile`;
  return kind === "count" ? `${rule}: number of tests` : `${rule}: ${kind} ${index + 1}`;
}

/** The results as JUnit XML, one suite per rule. */
export function renderJUnit({ passed, failed, results }: RuleTestSummary): string {
  const suites = [...new Set(results.map(({ file, rule }) => `${file}\n${rule}`))].map((key) => {
    const cases = results.filter(({ file, rule }) => `${file}\n${rule}` === key);
    const failures = cases.filter(({ pass }) => !pass).length;
    const [file = "", rule = ""] = key.split("\n");
    return [
      `  <testsuite name="${xml(rule)}" file="${xml(file)}" tests="${cases.length}" failures="${failures}">`,
      ...cases.map((each) => testCase(each)),
      "  </testsuite>",
    ].join("\n");
  });
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${passed + failed}" failures="${failed}">`;
  return `${[head, ...suites, "</testsuites>"].join("\n")}\n`;
}

function testCase(result: RuleTestReport): string {
  const open = `    <testcase name="${xml(titleOf(result))}" classname="${xml(result.file)}"`;
  if (result.pass) return `${open}/>`;
  return `${open}><failure message="${xml((result.explanation ?? "").split("\n")[0] ?? "")}">${xml(result.explanation ?? "")}</failure></testcase>`;
}

/** Text inside XML. Characters that XML has no place for are spelled out. */
function xml(text: string): string {
  return text
    .split("\n")
    .map((line) => inert(line))
    .join("\n")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The failures as workflow commands of GitHub, then the count. */
export function renderGitHub({ passed, failed, results }: RuleTestSummary): string {
  const lines = results
    .filter(({ pass }) => !pass)
    .map((result) => {
      const message = `${titleOf(result)}: ${result.explanation ?? ""}`;
      return `::error file=${property(result.file)},title=${property(titleOf(result))}::${data(message)}`;
    });
  return `${[...lines, `${passed} passed, ${failed} failed`].join("\n")}\n`;
}

const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
