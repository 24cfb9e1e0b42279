import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** What the runner reads while the tests run and after them. */
interface HostReport {
  passed: number;
  failed: number;
  finished: boolean;
  running?: string;
  tests: { title: string; passed: boolean; milliseconds?: number; error?: string }[];
}

/**
 * The entry point that VS Code calls inside the extension host. Runs every test file that was bundled next to this
 * one and keeps a report in the file named by PSX_HOST_REPORT, so that even a host that hangs tells in which test.
 */
export async function run(): Promise<void> {
  const reportFile = process.env.PSX_HOST_REPORT;
  if (reportFile === undefined) throw new Error('PSX_HOST_REPORT does not name a file.');
  const report: HostReport = { passed: 0, failed: 0, finished: false, tests: [] };
  const save = () => writeFileSync(reportFile, JSON.stringify(report));

  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.js'));
  if (files.length === 0) throw new Error('No host test was found.');

  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: Mocha.reporters.Base, forbidOnly: process.env.CI !== undefined });
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('test', (test) => {
        report.running = test.fullTitle();
        save();
      })
      .on('pass', (test) => {
        report.passed++;
        report.tests.push({ title: test.fullTitle(), passed: true, milliseconds: test.duration });
      })
      .on('fail', (test, error: Error) => {
        report.failed++;
        report.tests.push({ title: test.fullTitle(), passed: false, error: error.stack ?? error.message });
      })
      .on('end', () => {
        report.finished = true;
        delete report.running;
        save();
      });
  });
  if (report.failed > 0) throw new Error(`${report.failed} host tests failed.`);
}
