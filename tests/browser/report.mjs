// One line a check, and the count at the end.

let passed = 0;
let failed = 0;

/** Says how a check went; `problems` is what is wrong, empty when nothing is. */
export function tell(name, problems) {
  if (problems.length === 0) {
    passed += 1;
    console.log(`ok    ${name}`);
    return;
  }
  failed += 1;
  console.log(`FAIL  ${name}`);
  for (const problem of problems) console.log(`      ${problem}`);
}

/** Runs a check; an exception is a problem like any other. */
export async function check(name, work) {
  try {
    tell(name, (await work()) ?? []);
  } catch (error) {
    tell(name, [String(error).split('\n').slice(0, 4).join(' | ')]);
  }
}

/** Says a thing that is not a check. */
export function note(text) {
  console.log(`      ${text}`);
}

/** Prints the last line; returns the exit status. */
export function close() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
