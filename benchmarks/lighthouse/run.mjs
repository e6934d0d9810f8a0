// Runs Lighthouse over addresses, each several times, and prints the scores as JSON:
//   node run.mjs CHROMIUM TIMES ADDRESS…
//
// The mobile profile is Lighthouse's own default: a telephone of the middle class on a slow network,
// both simulated. What it finds to mend is printed with the run of the median performance.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const METRICS = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
  "speed-index",
];

const [chromium, times, ...addresses] = process.argv.slice(2);

const browser = await launch({
  chromePath: chromium,
  chromeFlags: ["--headless=new", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
});
const results = [];
try {
  for (const address of addresses) {
    const runs = [];
    let failures = 0;
    while (runs.length < Number(times)) {
      const { lhr } = await lighthouse(address, {
        port: browser.port,
        onlyCategories: CATEGORIES,
        logLevel: "error",
      });
      if (lhr.runtimeError) {
        failures += 1; // Lighthouse itself asks for another try
        if (failures > Number(times)) throw new Error(`${address}: ${lhr.runtimeError.message}`);
        continue;
      }
      runs.push(lhr);
      process.stderr.write(`${address} ${runs.length}: ${CATEGORIES.map((name) => score(lhr, name))}\n`);
    }
    runs.sort((one, other) => score(one, "performance") - score(other, "performance"));
    results.push(inShort(new URL(address).pathname, runs));
  }
} finally {
  browser.kill();
}
process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);

function score(lhr, category) {
  return Math.round(lhr.categories[category].score * 100);
}

function median(numbers) {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

function inShort(path, runs) {
  const middle = runs[Math.floor(runs.length / 2)];
  return {
    path,
    lighthouse: middle.lighthouseVersion,
    scores: Object.fromEntries(
      CATEGORIES.map((name) => [name, median(runs.map((lhr) => score(lhr, name)))]),
    ),
    performance: runs.map((lhr) => score(lhr, "performance")),
    metrics: Object.fromEntries(
      METRICS.map((name) => [name, Number(middle.audits[name].numericValue.toFixed(3))]),
    ),
    findings: findings(middle),
  };
}

// What counts and is not perfect.
function findings(lhr) {
  const counted = Object.values(lhr.categories).flatMap((category) =>
    category.auditRefs.filter((ref) => ref.weight > 0).map((ref) => ref.id),
  );
  return counted
    .map((id) => lhr.audits[id])
    .filter((audit) => audit.score !== null && audit.score < 0.9)
    .map((audit) => ({
      id: audit.id,
      title: audit.title,
      where: (audit.details?.items ?? [])
        .map((item) => item.node?.selector ?? item.url ?? item.source?.url ?? item.description ?? "")
        .filter((words) => typeof words === "string" && words)
        .slice(0, 5),
    }));
}
