// A worker is started for each job and never ended.
// trace: open Worker handle Worker
const { Worker } = require('worker_threads');
const { once } = require('events');

async function start(job) {
  const worker = new Worker('setInterval(() => {}, 1e6)', { eval: true });
  //             ^ cause
  worker.on('message', (result) => job.results.push(result));
  //                   ^ grows: closure (anonymous) 0 10 20
  //                   ^ captures used job
  await once(worker, 'online');
}

exports.work = () => start({ results: [], input: Buffer.alloc(32) });
