// node font.mjs FILE: writes the client's one font, Inter, cut down to what the client can say. Other letters come from the
// system's own font.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import subsetFont from "subset-font";

const WHOLE = createRequire(import.meta.url).resolve("inter-ui/variable/InterVariable.woff2");

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).join("");
// Latin-1 holds the letters of western Europe.
const PLAIN = range(0x20, 0x7e) + range(0xa0, 0xff);
const POLISH = "ĄąĆćĘęŁłŃńŚśŹźŻż";
const NEIGHBOURS = "ČčĎďĚěŇňŘřŠšŤťŮůŽžŐőŰűĄąĖėĮįŪūŲų";
const SIGNS = "\u202f‑–—‘’‚“”„…•‹›€−→←↑↓";

const font = await subsetFont(readFileSync(WHOLE), PLAIN + POLISH + NEIGHBOURS + SIGNS, {
  targetFormat: "woff2",
  // Kerning, and figures of one width in columns.
  keepFeatures: ["kern", "tnum"],
  noHinting: true,
  // Copyright and licence stay in the file (SIL Open Font License 1.1).
  preserveNameIds: [0, 13, 14],
  variationAxes: { opsz: 14, wght: { min: 400, max: 700 } },
});
writeFileSync(process.argv[2], font);
