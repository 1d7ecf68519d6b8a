import { type CheckPage, either, error, warning } from "./check-page.js";

/** What keeps a selector, a command or a rule from being read, and what is said while reading; the linters' checks describe themselves. */
export const readingChecks: { readonly [check: string]: CheckPage } = {
  "selector/empty": error(
    "A selector with nothing in it could mean every sensor.",
    "Write which sensors, or `*` for every sensor.",
  ),
  "selector/syntax": error("The text is no selector.", "Write what is expected at the column that is named."),
  "selector/operator": error(
    "There is no such operator.",
    "Write `==`, `!=`, `in`, `contains`, `matches`, `is empty` or `is nil`.",
  ),
  "selector/no-ordering": error(
    "Selectors compare for equality only.",
    "Use `==` or `!=`; when a sensor was last seen cannot be asked.",
  ),
  "selector/comment": error("A selector has no comments.", "Move the comment out of the selector."),
  "selector/list": error(
    "There are no lists of values.",
    "Write one comparison for each value, joined by `or`.",
  ),
  "selector/space": error("A space is missing, or a character only looks like one.", "Write a plain space."),
  "selector/star": error(
    "`*` stands alone: it is every sensor, and no part of a value.",
    "Write `matches` with a pattern.",
  ),
  "selector/nested-quotes": error(
    "Back-ticks inside single quotes become part of the value.",
    "Keep the back-ticks alone.",
  ),
  "selector/quotes": error("A quote is not closed, or is a typographic one.", "Put the value in back-ticks."),
  "selector/unquoted": error(
    "A value needs quotes: bare ones are words of letters, digits, `_`, `.` and `/`, or numbers.",
    "Put the value in back-ticks.",
  ),
  "selector/escape": error(
    "A quoted value has an escape that cannot be read.",
    "Put the value in back-ticks, where nothing needs escaping.",
  ),
  "selector/too-deep": error("Parentheses are nested deeper than can be read.", "Write it flat."),
  "selector/bare-field": warning(
    "A field stands alone: LimaCharlie publishes it, stock go-bexpr refuses it.",
    "Write `== true` or `== false` behind it.",
  ),
  "selector/bare-hyphen": warning(
    "A value with a hyphen has no quotes: stock go-bexpr refuses it.",
    "Put it in back-ticks.",
  ),
  "selector/capital-keyword": warning(
    "A word of the language is in capitals: stock go-bexpr refuses it.",
    "Write it in lower case.",
  ),
  "selector/single-quotes": warning(
    "Single quotes are published by LimaCharlie and refused by stock go-bexpr.",
    "Use back-ticks.",
  ),
  "selector/evaluation": warning(
    "Evaluating the selector on this sensor fails; what the service answers then is not known.",
    "Test a field that every sensor has.",
  ),

  "command/empty": error("The line holds no command.", "Write a command such as os_version."),
  "command/split": error(
    "The sensor cannot split the line into words: a quote is open, or it ends in a backslash.",
    "Close the quote; put Windows paths in single quotes.",
  ),
  "command/unknown": error(
    "The sensor has no such command.",
    "Correct the name; the finding names the nearest one.",
  ),

  "rule/shape": error("A rule is a map with `detect` and `respond`.", "Write both."),
  "rule/node": error("A node is a map with an operator.", "Write `op:` and its parameters."),
  "rule/missing-op": error("A node has no operator.", "Write `op:`."),
  "rule/unknown-op": error(
    "There is no such operator.",
    "Correct the name; the finding names the nearest one.",
  ),
  "rule/unknown-target": error(
    "There is no such target.",
    "Correct the name; the finding lists the targets.",
  ),
  "rule/legacy-target": warning("The target has a newer name.", "Write `target: artifact`."),
  "rule/unknown-key": either(
    "The operator, the action or the tests have no such key; a misspelt one would be ignored in silence.",
    "Correct the name; the finding names what is taken.",
  ),
  "rule/unknown-member": warning(
    "A rule has no such member.",
    "Remove it, or move it to the record's metadata.",
  ),
  "rule/idle-key": warning(
    "The key exists, and does nothing here.",
    "Remove it, or move it where it belongs.",
  ),
  "rule/missing-parameter": error("An operator or action needs a parameter that is not there.", "Add it."),
  "rule/type": either(
    "A parameter's value is of another kind; a warning where the engine may still read it.",
    "Write the kind of value that is named.",
  ),
  "rule/too-deep": error("Nodes are nested deeper than any published rule.", "Write the rule flat."),
  "rule/misplaced-sequel": error(
    "Following events from inside `scope` or `metadata_rules` is not documented.",
    "Move it to the node that stands outside.",
  ),
  "rule/times": error(
    "A time descriptor has an unknown member, a value out of range or an unknown time zone.",
    "Correct it; days run from 1 (Sunday) to 7, times from 0 to 2359.",
  ),
  "rule/times-backwards": warning(
    "A range of days or times runs backwards; whether it wraps around is not documented.",
    "Split it in two.",
  ),
  "rule/platform-name": warning("No such platform is known.", "Write a name such as windows, in lower case."),
  "rule/resource": warning(
    "The form of the resource is not documented.",
    "Write `hive://lookup/NAME`, or `lcr://api/NAME`.",
  ),
  "rule/respond": either(
    "`respond` is a list of actions, each a map with `action`; a rule without it does nothing.",
    "Begin each action with `- action:`.",
  ),
  "rule/unknown-action": error(
    "There is no such action.",
    "Correct the name; the finding names the nearest one.",
  ),
  "rule/action-target": warning(
    "The action is not documented for rules of this target.",
    "Remove it, or change the target.",
  ),
  "rule/report-order": error(
    "A request is based on a report, and no report comes before it.",
    "Move a report action before it.",
  ),
  "rule/suppression": either(
    "Suppression needs a period of at most 720h, and holds nothing back without `max_count`.",
    "Write `max_count` and `period`.",
  ),
  "rule/template": error(
    "A template cannot be read.",
    "Write a template of Go, such as `{{ .event.FILE_PATH }}`.",
  ),
  "rule/tests": error(
    "`tests` holds `match` and `non_match`: lists of tests, each a list of events.",
    "Begin each test with `- - event:`.",
  ),
  "rule/stateful-tests": error(
    "The service refuses tests of rules that wait for later events.",
    "Remove the tests.",
  ),
};
