// Jobs and their operations: what is on record of a job that runs, is canceled, and finishes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signIn } from './support/app.mjs';
import { launchBrowser, openPage } from './support/browser.mjs';
import { script } from './support/script.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
let api;

before(async () => {
  server = await Server.create();
  await server.run('seed', '--products', '3000');
  api = await script(server);
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const record = `operations(where: { context: { id: $id } }) {
  nodes { number type status result error output startedAt finishedAt createdBy { name } startedBy { name } finishedBy { name } }
}`;

/** Creates a job and starts it, with a limit of so many items a second. */
async function start(rate) {
  const { createJob } = await api.ask(
    `mutation ($input: CreateJobInput!) { createJob(input: $input) { job { id } } }`,
    {
      input: {
        application: 'packsize',
        name: 'Packs',
        source: 'products',
        partitioning: 'size_50',
        rate,
      },
    },
  );
  const { id } = createJob.job;
  assert.equal((await operation(id)).status, 'UNPROCESSED');
  await api.ask(`mutation ($id: ID!) { startJob(input: { id: $id }) { job { id } } }`, { id });
  return id;
}

/** The one operation of a job. */
async function operation(id) {
  const { nodes } = (await api.ask(`query ($id: ID!) { ${record} }`, { id })).operations;
  assert.equal(nodes.length, 1);
  return nodes[0];
}

/** Waits, by subscription, until the operation of a job is as wanted. */
function until(id, status) {
  return api.until(
    `subscription ($id: ID!) { operationChanged(where: { context: { id: $id } }) { status } }`,
    { id },
    ({ operationChanged }) => operationChanged.some((o) => o.status === status),
  );
}

/** Waits until a job has dealt with some items. */
function underWay(id) {
  return api.until(
    `subscription ($id: ID!) { jobProgress(id: $id) { itemsDone } }`,
    { id },
    ({ jobProgress }) => jobProgress.itemsDone > 0,
  );
}

test('the operation of a job that runs says so, and that it was canceled', async () => {
  const id = await start(100);
  await underWay(id);
  const running = await operation(id);
  assert.deepEqual(
    [running.type, running.status, running.result, running.finishedAt, running.output],
    ['job-packsize', 'RUNNING', null, null, null],
  );
  assert.ok(Date.parse(running.startedAt) <= Date.now());
  assert.equal(running.startedBy.name, 'Administrator');
  await api.ask(`mutation ($id: ID!) { cancelJob(input: { id: $id }) { job { id } } }`, { id });
  await until(id, 'FINISHED');
  const canceled = await operation(id);
  assert.deepEqual(
    [canceled.result, canceled.error, canceled.startedAt],
    ['FAILED', 'The job was canceled.', running.startedAt],
  );
  assert.equal(canceled.finishedBy.name, 'Administrator');
  assert.ok(canceled.output.items > 0 && canceled.output.items < 3000);
});

test('the operation of a job that finished tells how many items came out how', async () => {
  const id = await start(undefined);
  await until(id, 'FINISHED');
  const { result, error, output } = await operation(id);
  assert.deepEqual([result, error], ['SUCCESSFUL', null]);
  assert.equal(output.items, 3000);
  const { job } = await api.ask(
    `query ($id: ID!) { job(id: $id) { progress { itemsFailed exceptions } } }`,
    { id },
  );
  assert.deepEqual(
    [output.failed, output.exceptions],
    [job.progress.itemsFailed, job.progress.exceptions],
  );

  const { page, problems } = await openPage(browser, server.url);
  await signIn(page, await server.signInLink());
  await page.goto(`/jobs/${id}`);
  await page.getByRole('link', { name: '1 operation' }).click();
  await page.getByRole('cell', { name: 'job-packsize' }).waitFor();
  assert.equal(await page.getByRole('cell', { name: 'job-packsize' }).count(), 1);
  assert.deepEqual(problems, []);
});
