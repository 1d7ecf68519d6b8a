import { describe, expect, it } from "vitest";
import {
  badValue,
  hexadecimalSize,
  registryRoot,
  repeatedFlag,
} from "../../../../src/core/command/checks/values.js";
import { findings } from "./findings.js";

describe("command/bad-value", () => {
  it.each([
    ["os_processes --pid abc", ['warning 20: --pid takes a whole number, not "abc" → write a whole number']],
    ["os_processes -p 1.5", ['warning 17: --pid takes a whole number, not "1.5" → write a whole number']],
    ["os_processes --pid=", ['warning 20: --pid takes a whole number, not "" → write a whole number']],
    ["hidden_module_scan x", ['warning 20: pid takes a whole number, not "x" → write a whole number']],
    [
      "mem_read xyz 10 --pid 4",
      ['warning 10: baseAddr takes a hexadecimal number, not "xyz" → write a hexadecimal number'],
    ],
    [
      "mem_read 10 0x --pid 4",
      ['warning 13: memSize takes a hexadecimal number, not "0x" → write a hexadecimal number'],
    ],
    [
      "epp_add_exclusion x --type foo",
      [
        'warning 28: --type takes extension or path or process, not "foo" → write extension or path or process',
      ],
    ],
    [
      "os_processes --is-no-modules=maybe",
      [
        'warning 30: --is-no-modules takes no value, =true or =false, not "maybe" → write no value, =true or =false',
      ],
    ],
    [
      "os_processes --is-no-modules=truely",
      [
        'warning 30: --is-no-modules takes no value, =true or =false, not "truely" → write no value, =true or =false',
      ],
    ],
    [
      "os_processes --is-no-modules=untrue",
      [
        'warning 30: --is-no-modules takes no value, =true or =false, not "untrue" → write no value, =true or =false',
      ],
    ],
    [
      "mem_read zz10 10 --pid 4",
      ['warning 10: baseAddr takes a hexadecimal number, not "zz10" → write a hexadecimal number'],
    ],
  ])("says what each type takes: %s", (line, expected) => {
    expect(findings(badValue, line)).toEqual(expected);
  });

  it.each([
    "os_processes --pid 4711",
    "yara_scan x -p -1",
    "mem_read 0x10 FF --pid +4",
    "mem_read 0XaB 10 --pid 4",
    "epp_add_exclusion x -t path",
    "os_processes --is-no-modules=true",
    "os_processes --is-no-modules=false",
    "os_processes --pid={{x}}",
    "file_get abc",
  ])("accepts what the types take: %s", (line) => {
    expect(findings(badValue, line)).toEqual([]);
  });
});

describe("command/hexadecimal-size", () => {
  it.each([
    [
      "mem_read 0x10 1024 --pid 4",
      [
        "warning 15: memSize is hexadecimal: 1024 means 4132 bytes → write 0x400 for 1024 bytes, or 0x1024 to say that you mean it",
      ],
    ],
    [
      "mem_read 10 10 --pid 4",
      [
        "warning 13: memSize is hexadecimal: 10 means 16 bytes → write 0xa for 10 bytes, or 0x10 to say that you mean it",
      ],
    ],
  ])("warns of a size that looks decimal: %s", (line, expected) => {
    expect(findings(hexadecimalSize, line)).toEqual(expected);
  });

  it.each([
    "mem_read 1024 0x1024 --pid 4",
    "mem_read 1024 4ff --pid 4",
    "mem_read 1024 8 --pid 4",
    "mem_read 1024 0100 --pid 4",
    "mem_read 1024 10ff --pid 4",
    "file_get x --size 1024",
  ])("accepts what is clearly hexadecimal, one digit, and addresses: %s", (line) => {
    expect(findings(hexadecimalSize, line)).toEqual([]);
  });
});

describe("command/repeated-flag", () => {
  it.each([
    ["os_processes --pid 4 -p 5", ["warning 22: --pid stands more than once → keep one of them"]],
    [
      "os_processes --pid 4 --pid 5 --pid 6",
      [
        "warning 22: --pid stands more than once → keep one of them",
        "warning 30: --pid stands more than once → keep one of them",
      ],
    ],
  ])("warns of a flag that stands twice: %s", (line, expected) => {
    expect(findings(repeatedFlag, line)).toEqual(expected);
  });

  it.each(["fim_add --pattern a --pattern b", "os_processes --pid 4 --is-no-modules"])(
    "accepts flags that may: %s",
    (line) => {
      expect(findings(repeatedFlag, line)).toEqual([]);
    },
  );
});

describe("command/registry-root", () => {
  it.each([
    [
      "reg_list software",
      [
        "warning 10: software does not begin with a root of the registry → begin with hkcr, hkcc, hkcu, hklm or hku, such as 'hklm\\software'",
      ],
    ],
    [
      "reg_get hklmx",
      [
        "warning 9: hklmx does not begin with a root of the registry → begin with hkcr, hkcc, hkcu, hklm or hku, such as 'hklm\\software'",
      ],
    ],
    [
      "reg_list 'x hklm\\a'",
      [
        "warning 10: x hklm\\a does not begin with a root of the registry → begin with hkcr, hkcc, hkcu, hklm or hku, such as 'hklm\\software'",
      ],
    ],
  ])("warns of a path without a root: %s", (line, expected) => {
    expect(findings(registryRoot, line)).toEqual(expected);
  });

  it.each([
    "reg_list 'HKLM\\Software'",
    "reg_list hku",
    "reg_get 'hkcr\\a' hkxx",
    "reg_list 'hkcc\\x'",
    "reg_list 'hkcu\\x'",
    "file_get software",
  ])("accepts the roots in any case: %s", (line) => {
    expect(findings(registryRoot, line)).toEqual([]);
  });
});
