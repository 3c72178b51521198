// Photos and a signature over a bad network and without any.
import { expect } from "./fixtures.mjs";
import { isRegistration, registered, test } from "./net.mjs";
import { CompanyCard } from "./pages/companies.mjs";
import { Form } from "./pages/form.mjs";
import { Outbox, held } from "./pages/outbox.mjs";
import { Register } from "./pages/register.mjs";
import { company, named, signedIn, type } from "./pages/steps.mjs";

test.describe("with two photos and a signature", () => {
  const label = (pl) => ({ pl });
  const nodes = [
    { node: "field", key: "shots", type: "photo", label: label("Zdjęcia") },
    { node: "field", key: "sign", type: "signature", label: label("Podpis") },
  ];
  const isFile = ({ method, path }) => method === "POST" && path === "/api/v1/files";
  const isPart = ({ method, path }) => method === "PATCH" && path.startsWith("/api/v1/files/");
  /** The fault comes once, with the so-manieth such request. */
  const once = (which, number, fault) => {
    let seen = 0;
    return (request) => (which(request) && ++seen === number ? fault : null);
  };
  const points = {
    "the first file is not announced": () => once(isFile, 1, "refuse"),
    "the first file's part is cut": () => once(isPart, 1, "refuse"),
    "the first file's part breaks off half-way": () => once(isPart, 1, { cut: 20_000 }),
    "the answer to a part is lost": () => once(isPart, 1, "lose"),
    "everything is as slow as a telephone of old": () => () => ({ rate: 60_000 }),
    "the second file is not announced": () => once(isFile, 2, "refuse"),
    "the answer to the last file is lost": () => once(isPart, 3, "lose"),
    "the event is not sent": () => once(isRegistration, 1, "refuse"),
    "the answer to the event is lost": () => once(isRegistration, 1, "lose"),
  };

  async function filled(page, note) {
    const register = new Register(page);
    await expect(register.company).not.toHaveValue("");
    const form = new Form(page);
    const picture = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 300 });
      const pen = canvas.getContext("2d");
      // Nothing that packs well: it has to take a while.
      for (let at = 0; at < 30_000; at += 1) {
        pen.fillStyle = `rgb(${Math.random() * 255} ${Math.random() * 255} ${Math.random() * 255})`;
        pen.fillRect(Math.random() * 400, Math.random() * 300, 3, 3);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      return [...new Uint8Array(await blob.arrayBuffer())];
    });
    const shots = form.group("Zdjęcia");
    for (const name of ["jeden.png", "dwa.png"]) {
      const file = { name, mimeType: "image/png", buffer: Buffer.from(picture) };
      await shots.getByLabel("Zrób zdjęcie").setInputFiles(file);
    }
    await expect(shots.getByRole("listitem")).toHaveCount(2);
    const paper = form.group("Podpis").locator("canvas");
    await paper.scrollIntoViewIfNeeded();
    const box = await paper.boundingBox();
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
    await page.mouse.up();
    await register.note.fill(note);
    return register;
  }

  async function arrived(kronika, id, note) {
    await expect.poll(async () => (await registered(kronika, id, note)).length, { timeout: 25_000 }).toBe(1);
    const [event] = await registered(kronika, id, note);
    const headers = { authorization: `Bearer ${kronika.token}` };
    const whole = await (await fetch(`${kronika.url}/api/v1/events/${event.id}`, { headers })).json();
    expect(whole.values.shots).toHaveLength(2);
    expect(whole.values.sign).toHaveLength(1);
    for (const file of [...whole.values.shots, ...whole.values.sign]) {
      const about = await (await fetch(`${kronika.url}/api/v1/files/${file}`, { headers })).json();
      expect(about.complete).toBe(true);
      const content = await (await fetch(`${kronika.url}/api/v1/files/${file}/content`, { headers })).arrayBuffer();
      expect(content.byteLength).toBe(about.size);
    }
  }

  test("whatever is cut while it is sent, it arrives once and whole", async ({ page, net, kronika }) => {
    test.setTimeout(150_000);
    await signedIn(page);
    const key = await type(page, "Odbiór", { nodes });
    const id = await company(page, named("Odbiorcza"));
    for (const [point, fault] of Object.entries(points)) {
      await test.step(point, async () => {
        await page.goto(`/register?type=${key}&company=${id}`);
        const register = await filled(page, point);
        net.fault = fault();
        await register.send();
        await arrived(kronika, id, point);
        await expect(new Outbox(page).link).toBeHidden({ timeout: 20_000 });
        net.fault = () => null;
      });
    }
  });

  test("filled without network and through a restart of the tab", async ({ page, context, kronika }) => {
    test.setTimeout(60_000);
    await signedIn(page);
    await held(page);
    const key = await type(page, "Odbiór", { nodes });
    const id = await company(page, named("Zdalna"));
    await page.goto(`/register?type=${key}&company=${id}`);
    await expect(new Register(page).company).not.toHaveValue("");
    await context.setOffline(true);
    const register = await filled(page, "W polu");
    await register.send();
    await expect(new CompanyCard(page).event("W polu")).toContainText("czeka");
    await page.close();
    const again = await context.newPage();
    await again.goto("/outbox");
    await expect(new Outbox(again).item("W polu")).toContainText("3 pliki");
    await context.setOffline(false);
    await arrived(kronika, id, "W polu");
    await expect(again.getByText("Wszystko wysłane")).toBeVisible();
    const left = await again.evaluate(async () => {
      const db = await new Promise((done) => (indexedDB.open("kronika").onsuccess = (event) => done(event.target.result)));
      return new Promise((done) => {
        db.transaction("blobs").objectStore("blobs").count().onsuccess = (event) => done(event.target.result);
      });
    });
    expect(left, "files that are left on the device").toBe(0);
  });
});
