// Asks a build of the engine what the native one was asked, and tells where it answers otherwise. Runs in Node and in
// the browser.

/** `lines` are those of `forms/examples/parity_cases.rs`. */
export function compare({ validate, checkForm, initial }, lines) {
  const differences = [];
  let cases = 0;
  const look = (what, expected, ask, where) => {
    let found;
    try {
      found = ask();
    } catch (error) {
      found = { error: error.message };
    }
    const same = typeof expected === "string" ? found === expected : found?.error === expected.error;
    if (!same && differences.length < 5) differences.push({ what, expected, found, ...where });
    return same;
  };
  let different = 0;
  for (const line of lines) {
    const { form, problems, cases: all } = JSON.parse(line);
    if (!look("checkForm", problems, () => checkForm(form), { form })) different++;
    for (const { values, context, answer, initial: defaults } of all) {
      cases++;
      const where = { form, values, context };
      const same = look("validate", answer, () => validate(form, values, context), where);
      if (!(look("initial", defaults, () => initial(form, context), where) && same)) different++;
    }
  }
  return { cases, different, differences };
}
