import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderStatusHtml } from "../../src/core/report/html/status-page.js";
import { sample } from "../core/report/html/sample.js";
import { noBrowser, startBrowser } from "../support/browser.js";

/** A page with all that it asked for and complained of. */
interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly requests: string[];
  readonly complaints: string[];
}

describe.skipIf(noBrowser !== undefined)(
  `the status page in a browser${noBrowser === undefined ? "" : `: ${noBrowser}`}`,
  () => {
    let browser: Browser;
    let server: Server;
    let url: string;

    beforeAll(async () => {
      browser = await startBrowser();
      const text = renderStatusHtml(sample);
      server = createServer((_request, response) => {
        response.setHeader("content-type", "text/html; charset=utf-8");
        response.end(text);
      });
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/status.html`;
    });

    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    async function open(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Opened> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      const [requests, complaints]: [string[], string[]] = [[], []];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(url);
      return { page, context, requests, complaints };
    }

    /** The first cell of every row of the table of tasks, in the order in which they stand. */
    const names = (page: Page): Promise<string[]> =>
      page.$$eval("table[data-sortable] tbody th", (cells) =>
        cells.map((cell) => (cell as unknown as { dataset: { value: string } }).dataset.value),
      );

    it.each(["light", "dark"] as const)(
      "has no accessibility violation in %s, everything unfolded",
      async (colorScheme) => {
        // Axe is put in from outside, which the page's own policy forbids.
        const { page, context } = await open({ colorScheme, bypassCSP: true });
        await page.$$eval("details", (all) => all.forEach((each) => each.setAttribute("open", "")));
        await page.evaluate(axe.source);
        const violations = await page.evaluate<string[]>(
          `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`,
        );
        expect(violations).toEqual([]);
        await context.close();
      },
    );

    it("asks for nothing but itself and complains of nothing, and its script runs", async () => {
      const { page, context, requests, complaints } = await open();
      await page.click("table[data-sortable] button >> nth=0");
      expect(await page.getAttribute("table[data-sortable] th >> nth=0", "aria-sort")).toBe("ascending");
      expect(requests.filter((each) => !each.startsWith("data:"))).toEqual([url]);
      expect(complaints).toEqual([]);
      await context.close();
    });

    it("runs no script that is not its own", async () => {
      const { page, context } = await open();
      await page.evaluate(
        `new Promise((done) => { const added = document.createElement("script"); added.textContent = "window.ran = true"; document.body.append(added); done() })`,
      );
      expect(await page.evaluate("window.ran")).toBeUndefined();
      await context.close();
    });

    it("sorts by the keyboard, up and down, numbers as numbers and what is not known last, and says so", async () => {
      const { page, context } = await open();
      const before = await names(page);
      const press = async (label: string): Promise<void> => {
        await page.focus(`table[data-sortable] button:text-is("${label}")`);
        await page.keyboard.press("Enter");
      };
      await press("task");
      expect(await names(page)).toEqual(before.toSorted((a, b) => a.localeCompare(b)));
      await press("sensors");
      const up = await names(page);
      expect(up.slice(0, 2)).toEqual(["collect-autoruns", "os-packages-linux"]);
      await page.keyboard.press("Space");
      const down = await names(page);
      expect(down.slice(0, 2)).toEqual(["os-version-windows", "browser-extensions"]);
      for (const order of [up, down])
        expect(order.slice(-2).toSorted()).toEqual(["never-issued", "os-users"]);
      expect(await page.textContent("#sorted")).toBe("Sorted by sensors, descending");
      expect(await page.$$eval("th[aria-sort]", (all) => all.length)).toBe(1);
      await context.close();
    });

    it("leads from the keyboard's first stop to the table, and shows where one is", async () => {
      const { page, context } = await open();
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("To the table of tasks");
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
      await page.keyboard.press("Enter");
      expect(page.url()).toBe(`${url}#tasks`);
      await context.close();
    });

    it.each([320, 768, 1280])("fits into %i pixels, and onto paper", async (width) => {
      const { page, context } = await open({ viewport: { width, height: 800 } });
      const wide = (): Promise<number> => page.evaluate("document.documentElement.scrollWidth");
      expect(await wide()).toBe(width);
      await page.emulateMedia({ media: "print" });
      expect(await page.isVisible("h1")).toBe(true);
      await context.close();
    });

    it("reads without its script", async () => {
      const { page, context } = await open({ javaScriptEnabled: false });
      expect(await page.textContent("h1")).toBe("Delivery of reliable tasks: acme-soc");
      expect(await page.locator("svg[role=img]").count()).toBe(3);
      await context.close();
    });
  },
);
