// Every type of field with its control: filled in by mouse, keyboard or touch, sent, and read back.
import { expect, expectAccessible, test } from "./fixtures.mjs";
import { Form } from "./pages/form.mjs";
import { Register } from "./pages/register.mjs";
import { company, contact, named, newest, signedIn, type } from "./pages/steps.mjs";

const label = (pl, en) => ({ pl, en });
const field = (key, kind, name, more = {}) => ({ node: "field", key, type: kind, label: label(name, name), ...more });
const options = (count) => Array.from({ length: count }, (_, at) => ({ key: `o${at}`, label: label(`Opcja ${at}`, `Option ${at}`) }));

test("dates and times are typed and read as the language writes them, and picked where the platform lets one", async ({ page }) => {
  const { id, form, register } = await begin(page, [
    field("day", "date", "Dzień", { required: true }),
    field("at", "time", "Godzina"),
    field("moment", "date_time", "Chwila"),
  ]);
  const typed = async (name, text, read) => {
    await page.getByLabel(name).pressSequentially(text);
    await page.keyboard.press("Tab");
    await expect(page.getByLabel(name)).toHaveValue(read);
    await page.getByLabel(name).fill("");
  };
  const shown = form.problem("Dzień");
  await page.getByLabel("Dzień").pressSequentially("31.11.2026");
  await expect(shown).toHaveText("");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Dzień")).toHaveValue("31.11.2026");
  await expect(shown).not.toHaveText("");
  await page.getByLabel("Dzień").fill("");
  await typed("Dzień", "2026-02-03", "03.02.2026");
  await typed("Dzień", "3 lutego 2026", "03.02.2026");
  await typed("Godzina", "1430", "14:30");
  await typed("Chwila", "3/2/26 7:05", "03.02.2026 07:05");
  await page.getByLabel("Dzień").fill("3.2.2026");
  await expect(shown).toHaveText("");
  await page.getByLabel("Chwila").fill("3.2.2026 7.05");
  // What the platform's picker gives.
  const picker = page.getByLabel("Godzina").locator("xpath=../input[@type='time']");
  await picker.evaluate((input) => {
    input.value = "08:15";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await expect(page.getByLabel("Godzina")).toHaveValue("08:15");
  await register.note.fill("Z datami");
  await register.send();
  await register.done();
  expect((await newest(page, id)).values).toMatchObject({ day: "2026-02-03", at: "08:15", moment: "2026-02-03T07:05:00+01:00" });
});

/** A picture of the browser's own making, as a file. */
async function picture(page, width, height, kind = "image/png") {
  const bytes = await page.evaluate(
    async ([width, height, kind]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const ink = canvas.getContext("2d");
      for (let at = 0; at < 400; at += 1) {
        ink.fillStyle = `hsl(${at * 7} 80% 50%)`;
        ink.fillRect((at * 137) % width, (at * 211) % height, width / 9, height / 9);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, kind));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height, kind],
  );
  return Buffer.from(bytes);
}

async function begin(page, nodes) {
  await signedIn(page);
  const [id, key] = [await company(page, named("Formularzowa")), await type(page, "Pola", { nodes })];
  const register = new Register(page);
  await page.goto(`/register?type=${key}&company=${id}`);
  await expect(register.company).not.toHaveValue("");
  return { id, key, register, form: new Form(page) };
}

test("numbers, durations, marks and numbers of firms are typed as people write them", async ({ page }) => {
  const { id, register, form } = await begin(page, [
    field("price", "money", "Cena", { currency: "PLN", min: "0" }),
    field("weight", "decimal", "Waga", { unit: "kg" }),
    field("time", "duration", "Czas", { max: 600 }),
    field("mark", "rating", "Ocena"),
    field("long", "rating", "Skala", { max: 12 }),
    field("nip", "nip", "NIP klienta"),
    field("phone", "phone", "Telefon"),
    field("page", "url", "Strona"),
    field("code", "barcode", "Kod"),
    field("at", "time", "Godzina"),
  ]);
  const cena = page.getByLabel("Cena");
  await cena.fill("1234,5");
  await cena.blur();
  await expect(cena).toHaveValue("1\u00a0234,5");
  await expect(cena).toHaveAttribute("inputmode", "decimal");
  await expect(page.getByText("PLN")).toBeVisible();
  await page.getByLabel("Waga").fill("2.75");
  const czas = page.getByLabel("Czas");
  await czas.fill("90");
  await czas.blur();
  await expect(czas).toHaveValue("1:30");
  await czas.fill("11:00");
  await czas.blur();
  await expect(form.problem("Czas")).toHaveText("Nie więcej niż 10:00.");
  await czas.fill("0:45");
  await expect(form.problem("Czas")).toHaveText("");
  // The stars by keyboard.
  await form.option("Ocena", "2 / 5").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(form.option("Ocena", "3 / 5")).toBeChecked();
  await page.getByLabel("Skala").fill("11");
  // A problem appears once the field is left, not before.
  const nip = page.getByLabel("NIP klienta");
  await nip.pressSequentially("526025027");
  await expect(form.problem("NIP klienta")).toHaveText("");
  await nip.blur();
  await expect(form.problem("NIP klienta")).not.toHaveText("");
  await nip.fill("526-025-02-74");
  await expect(form.problem("NIP klienta")).toHaveText("");
  await expect(page.getByRole("img", { name: "cyfra kontrolna się zgadza" })).toBeVisible();
  await expect(page.getByLabel("Telefon")).toHaveAttribute("inputmode", "tel");
  await page.getByLabel("Telefon").fill("+48 500 600 700");
  await page.getByLabel("Strona").fill("https://example.com");
  await page.getByLabel("Kod", { exact: true }).fill("5901234123457");
  await page.getByLabel("Godzina").fill("08:15");
  await expectAccessible(page);
  await register.send();
  await register.done();
  const main = page.getByRole("main");
  for (const text of ["1 234,5 PLN", "2,75 kg", "0:45", "3 / 5", "11 / 12"]) {
    await expect(main.getByText(text, { exact: true })).toBeVisible();
  }
  await expect(main.getByRole("link", { name: "+48 500 600 700" })).toHaveAttribute("href", "tel:+48 500 600 700");
  const { values } = await newest(page, id);
  expect(values).toEqual({
    price: "1234.5",
    weight: "2.75",
    time: 45,
    mark: 3,
    long: 11,
    nip: "526-025-02-74",
    phone: "+48 500 600 700",
    page: "https://example.com",
    code: "5901234123457",
    at: "08:15",
  });
});

test("few options are in sight, many are searched, chosen ones can be taken back", async ({ page }) => {
  const colored = options(3).map((option, at) => ({ ...option, color: ["#b3261e", "#1a7a48", "#101060"][at] }));
  const { id, register, form } = await begin(page, [
    field("few", "choice", "Kilka", { options: colored }),
    field("must", "choice", "Konieczne", { options: options(2), required: true }),
    field("many", "choice", "Wiele", { options: options(40) }),
    field("some", "choices", "Niektóre", { options: options(3) }),
    field("lots", "choices", "Mnóstwo", { options: options(30) }),
  ]);
  await form.option("Kilka", "Opcja 1").check();
  await form.option("Konieczne", "Opcja 0").check();
  await expect(page.getByRole("radiogroup", { name: "Konieczne" }).getByRole("button")).toHaveCount(0);
  await page.getByRole("radiogroup", { name: "Kilka" }).getByRole("button", { name: "Wyczyść" }).click();
  await expect(form.option("Kilka", "Opcja 1")).not.toBeChecked();
  // By keyboard only.
  const wiele = form.combobox("Wiele");
  await wiele.focus();
  await page.keyboard.press("ArrowDown");
  await expect(form.suggestions).toHaveCount(40);
  await page.keyboard.type("opcja 3");
  await expect(form.suggestions).toHaveCount(11);
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(wiele).toHaveValue("Opcja 30");
  await expect(form.suggestions).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(wiele).toHaveValue("");
  await page.keyboard.type("Opcja 77");
  await page.keyboard.press("Tab");
  await expect(form.problem("Wiele")).toHaveText("Wybierz z listy albo wyczyść to pole.");
  await register.send();
  await expect(form.summary).toContainText("Wiele: Wybierz z listy");
  await expect(form.summary).toBeFocused();
  await form.find("Wiele", "opcja 12", "Opcja 12");
  await form.group("Niektóre").getByRole("checkbox", { name: "Opcja 2" }).check();
  await form.group("Mnóstwo").getByRole("searchbox").fill("25");
  await expect(form.group("Mnóstwo").getByRole("checkbox")).toHaveCount(1);
  await form.group("Mnóstwo").getByRole("checkbox", { name: "Opcja 25" }).check();
  await register.send();
  await register.done();
  const { values } = await newest(page, id);
  expect(values).toEqual({ must: "o0", many: "o12", some: ["o2"], lots: ["o25"] });
});

test("companies, contacts and people are found by typing", async ({ page }) => {
  const { id, register, form } = await begin(page, [
    field("other", "company", "Druga firma"),
    field("who", "contact", "Rozmówca"),
    field("we", "user", "Kto od nas"),
    field("deal", "deal", "Transakcja"),
  ]);
  const [other, name] = [named("Zupełnie Inna"), named("Halina")];
  await company(page, other);
  const person = await contact(page, id, { name, position: "księgowa" });
  await contact(page, await company(page, named("Obca")), { name: `${name} obca` });
  await form.find("Druga firma", other, other);
  // Only those of the event's company.
  await form.combobox("Rozmówca").fill("hal");
  await expect(form.suggestions).toHaveCount(1);
  await form.suggestions.filter({ hasText: "księgowa" }).click();
  await form.find("Kto od nas", "ann", "Anna Admin");
  await expect(page.getByLabel("Transakcja")).toBeDisabled();
  await expect(page.getByText("Tego pola jeszcze nie można tu wypełnić.")).toBeVisible();
  await expectAccessible(page);
  // Names are there again after a reload.
  await page.waitForTimeout(600);
  await page.reload();
  await register.goOn();
  await expect(form.combobox("Rozmówca")).toHaveValue(name);
  await expect(form.combobox("Druga firma")).toHaveValue(other);
  await register.send();
  await register.done();
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: other })).toBeVisible();
  await expect(main.getByText(name, { exact: true })).toBeVisible();
  await expect(main.getByText("Anna Admin").first()).toBeVisible();
  const { values } = await newest(page, id);
  expect(values.who).toBe(person.id);
});

test.describe("where the device is", () => {
  test.use({ geolocation: { latitude: 52.2297, longitude: 21.0122, accuracy: 15 }, permissions: ["geolocation"] });

  test("is told with its accuracy, or typed", async ({ page }) => {
    const { id, register, form } = await begin(page, [field("place", "location", "Miejsce")]);
    await page.getByRole("button", { name: "Tu, gdzie jestem" }).click();
    await expect(page.getByLabel("Szerokość")).toHaveValue("52,229700");
    await expect(page.getByText("Z dokładnością do 15 m")).toBeVisible();
    await page.getByLabel("Szerokość").fill("95");
    await page.getByLabel("Szerokość").blur();
    await page.getByLabel("Długość").blur();
    await form.combobox("Firma").focus();
    await expect(form.group("Miejsce")).toContainText("To nie jest poprawna wartość.");
    await expect(page.getByText("Z dokładnością")).toHaveCount(0);
    await page.getByLabel("Szerokość").fill("50,5");
    await page.getByLabel("Długość").fill("19,25");
    await expectAccessible(page);
    await register.send();
    await register.done();
    await expect(page.getByRole("link", { name: "50,5; 19,25" })).toHaveAttribute("href", "geo:50.5,19.25");
    expect((await newest(page, id)).values).toEqual({ place: { lat: 50.5, lon: 19.25 } });
  });
});

test("a refused place says why", async ({ page, context }) => {
  await context.clearPermissions();
  await begin(page, [field("place", "location", "Miejsce")]);
  await page.evaluate(() => {
    navigator.geolocation.getCurrentPosition = (_, refused) => refused({ code: 1 });
  });
  await page.getByRole("button", { name: "Tu, gdzie jestem" }).click();
  await expect(page.getByText("Przeglądarka nie ma zgody na odczyt położenia.")).toBeVisible();
  await expectAccessible(page);
});

test("files are kept on the device, listed, removed, and refused when they are too large", async ({ page }) => {
  const { register, form } = await begin(page, [
    field("docs", "file", "Dokumenty", { max_bytes: 5000, max_items: 3 }),
    field("shot", "photo", "Zdjęcia"),
  ]);
  const docs = form.group("Dokumenty");
  await docs.getByLabel("Wybierz pliki").setInputFiles([
    { name: "umowa.txt", mimeType: "text/plain", buffer: Buffer.from("Umowa") },
    { name: "wielki.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(6000) },
    { name: "notatka.txt", mimeType: "text/plain", buffer: Buffer.alloc(1500, "a") },
  ]);
  await expect(docs.getByRole("link", { name: "umowa.txt" })).toBeVisible();
  await expect(docs.getByText("1,5 kB")).toBeVisible();
  await expect(docs.getByText("wielki.bin: Plik jest za duży. Najwyżej 5 kB.")).toBeVisible();
  await docs.getByRole("button", { name: "Usuń plik umowa.txt" }).click();
  await expect(docs.getByRole("listitem")).toHaveCount(1);
  // A photo of a camera gets smaller.
  const shot = form.group("Zdjęcia");
  await shot.getByLabel("Zrób zdjęcie").setInputFiles({
    name: "IMG_1.png",
    mimeType: "image/png",
    buffer: await picture(page, 3000, 2000),
  });
  await expect(shot.getByRole("link", { name: "IMG_1.jpg" })).toBeVisible();
  const size = await shot.locator("img").evaluate(async (image) => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });
  expect(size).toEqual([1600, 1067]);
  await expect(shot.getByLabel("Zrób zdjęcie")).toHaveAttribute("capture", "environment");
  await expectAccessible(page);
  // They outlive a reload.
  await page.waitForTimeout(600);
  await page.reload();
  await register.goOn();
  await expect(docs.getByRole("link", { name: "notatka.txt" })).toBeVisible();
  await expect(shot.getByRole("link", { name: "IMG_1.jpg" })).toBeVisible();
});

test("a signature is drawn, taken back, drawn again, or chosen as a picture", async ({ page }) => {
  const { register, form } = await begin(page, [field("sign", "signature", "Podpis", { required: true })]);
  const group = form.group("Podpis");
  const paper = group.locator("canvas");
  const draw = async (from, to) => {
    const box = await paper.boundingBox();
    const at = ([x, y]) => [box.x + box.width * x, box.y + box.height * y];
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 5 });
    await page.mouse.up();
  };
  const ink = () =>
    paper.evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((part, at) => at % 4 === 0 && part < 128).length;
    });
  await paper.scrollIntoViewIfNeeded();
  await draw([0.1, 0.5], [0.4, 0.2]);
  const one = await ink();
  expect(one).toBeGreaterThan(100);
  await draw([0.5, 0.5], [0.9, 0.8]);
  expect(await ink()).toBeGreaterThan(one);
  await group.getByRole("button", { name: "Cofnij kreskę" }).click();
  expect(await ink()).toBe(one);
  await expectAccessible(page);
  await group.getByRole("button", { name: "Wyczyść podpis" }).click();
  expect(await ink()).toBe(0);
  await register.send();
  await expect(form.summary).toContainText("Podpis: Wypełnij to pole.");
  await expect(form.summary).toBeFocused();
  await draw([0.1, 0.5], [0.6, 0.2]);
  await expect(form.summary).toBeHidden();
  await page.waitForTimeout(600);
  await page.reload();
  await register.goOn();
  await expect(group.locator("img")).toBeVisible();
  await group.getByRole("button", { name: "Podpisz ponownie" }).click();
  await group.getByLabel("Wgraj obraz podpisu").setInputFiles({
    name: "podpis.png",
    mimeType: "image/png",
    buffer: await picture(page, 300, 100),
  });
  await expect(group.getByRole("link", { name: "podpis.png" })).toBeVisible();
  await expectAccessible(page);
});

test.describe("a camera", () => {
// A code that is found at once takes the picture away before it has begun to play.
test.use({ allowedErrors: [/play\(\) request was interrupted/] });

test("a code is read by the camera where the browser can", async ({ page }) => {
  await page.addInitScript(() => {
    window.BarcodeDetector = class {
      async detect() {
        return [{ rawValue: "5901234123457" }];
      }
    };
    const stream = () => document.createElement("canvas").captureStream(5);
    Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia: async () => stream() } });
  });
  await begin(page, [field("code", "barcode", "Kod")]);
  await page.getByRole("button", { name: "Skanuj" }).click();
  await expect(page.getByLabel("Kod", { exact: true })).toHaveValue("5901234123457");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
});

test("a camera that is refused leaves the typing", async ({ page }) => {
  await page.addInitScript(() => {
    window.BarcodeDetector = class {};
    const refuse = async () => {
      throw new DOMException("no", "NotAllowedError");
    };
    Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia: refuse } });
  });
  await begin(page, [field("code", "barcode", "Kod")]);
  await page.getByRole("button", { name: "Skanuj" }).click();
  await expect(page.getByRole("dialog").getByText("Nie można użyć aparatu.")).toBeVisible();
  await expectAccessible(page);
});

test.describe("in the dark", () => {
  test.use({ colorScheme: "dark" });

  test("every control can be seen", async ({ page }) => {
    const { form } = await begin(page, [
      field("few", "choice", "Kilka", { options: options(3) }),
      field("many", "choice", "Wiele", { options: options(40) }),
      field("mark", "rating", "Ocena"),
      field("some", "choices", "Niektóre", { options: options(30) }),
      field("docs", "file", "Dokumenty"),
      field("shot", "photo", "Zdjęcia"),
      field("sign", "signature", "Podpis"),
      field("place", "location", "Miejsce"),
      field("price", "money", "Cena", { currency: "PLN" }),
    ]);
    await form.option("Kilka", "Opcja 1").check();
    await form.option("Ocena", "4 / 5").check();
    await form.combobox("Wiele").focus();
    await expectAccessible(page);
  });
});

test("a button that the page moves under the press is pressed all the same, and one that is left is not", async ({ page }) => {
  const { register } = await begin(page, [field("km", "integer", "Kilometry"), field("day", "date", "Dzień", { required: true })]);
  const send = page.getByRole("button", { name: "Zarejestruj", exact: true });
  const press = async (act) => {
    await send.scrollIntoViewIfNeeded();
    const { x, y } = await send.boundingBox();
    await page.mouse.move(x + 30, y + 3);
    await page.mouse.down();
    await act();
    await page.mouse.up();
  };
  const away = async () => {
    await page.mouse.move(5, 5, { steps: 4 });
  };
  await press(away);
  await page.waitForTimeout(300);
  await expect(register.summary).toBeHidden();
  await page.getByLabel("Kilometry").pressSequentially("1,5");
  await press(() => page.locator("form").first().evaluate((form) => (form.style.transform = "translateY(5rem)")));
  await expect(register.summary).toBeVisible();
  await expect(register.summary.getByRole("link")).toHaveCount(2);
});
