/** Any JSON value. Decimals and money are strings: `"12.50"`. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** What `validate` gives, once parsed: the outcome, or what is wrong with the form itself. */
export type Result = Outcome | FormProblems;

export interface Outcome {
  /** The normalised values by key, in the order of the form, without empty fields. */
  values: { [key: string]: Value };
  /** In the order of the form, then its rules, then unknown fields. */
  problems: Problem[];
}

export interface Problem {
  /** `km`, `colors[1]`, `people[0].name`, or `""` for the whole form. */
  path: string;
  code: ProblemCode;
  /** What the message needs: the broken limit, the message of a rule. */
  params: { [name: string]: Value };
}

export type ProblemCode =
  | "required" | "type" | "format" | "min" | "max" | "scale" | "min_length" | "max_length" | "pattern"
  | "option" | "min_items" | "max_items" | "duplicate" | "read_only" | "rule" | "expression" | "limit"
  | "unknown_field" | "reference";

export interface FormProblems {
  form_problems: FormProblem[];
}

export interface FormProblem {
  /** A JSON pointer into the form: `/nodes/0/visible_if`. */
  at: string;
  code: FormProblemCode;
  /** In expressions `position` counts characters from 0, and `message` says in English what is wrong. */
  params: { [name: string]: Value };
}

export type FormProblemCode =
  | "schema" | "key" | "duplicate_key" | "duplicate_id" | "options" | "range" | "pattern" | "syntax"
  | "unknown_name" | "type" | "cycle" | "nesting" | "limit" | "type_changed";

/** What a form cannot know by itself; everything is optional. */
export interface Context {
  /** RFC 3339 with the offset of the firm's time zone. */
  now?: string | null;
  /** `"2026-11-23"`, the day of the firm's time zone. */
  today?: string | null;
  /** Who fills the form. */
  user?: { id: string; name?: string } | null;
  /** The company that the values are about. */
  company?: { id: string; name?: string } | null;
  /** The values before an edit, by key. */
  stored?: { [key: string]: Value } | null;
}
