// The real program on a new database, for tests and measurements.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Starts a program on a new database on a free port, and waits until it answers. `prepare` gets `run(args, input)`, the
 * program's command line, before that. Gives `{url, dataDir, run, stop}`.
 */
export async function start(program, prepare) {
  const folder = mkdtempSync(join(tmpdir(), "kronika-end2end-"));
  const dataDir = join(folder, "data");
  const log = join(folder, "log");
  const listen = `127.0.0.1:${await freePort()}`;
  const env = { ...clean(process.env), KRONIKA_DATA_DIR: dataDir, KRONIKA_LISTEN: listen };

  const run = (args, input = "") => {
    const done = spawnSync(program, args, { env, input, encoding: "utf8" });
    if (done.error) throw done.error;
    if (done.status !== 0) throw new Error(`kronika ${args.join(" ")} ended with ${done.status}\n${done.stderr}`);
    return done.stdout;
  };
  prepare(run);

  const output = openSync(log, "w");
  // `setpriv` turns into the program, which then ends with us even if we are killed.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", program, "serve"], {
    env,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };

  const url = `http://${listen}`;
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await fetch(`${url}/api/v1/health`).catch(() => null);
    if (answer?.ok) break;
    if (child.exitCode !== null || Date.now() > deadline) {
      const said = readFileSync(log, "utf8");
      await stop();
      throw new Error(`the server is not ready:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, dataDir, run, stop };
}

/** Settings of the person who runs the tests are not those of the server under test. */
function clean(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("KRONIKA_")));
}

/** A port of the loopback that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
