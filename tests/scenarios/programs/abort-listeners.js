// Every job listens on the process-wide signal and none of them stops listening when it is done.
// trace: shutdown AbortController -> on('abort')[*] cancel
const shutdown = new AbortController();

class Job {
  constructor() {
    this.input = Buffer.alloc(128);
  }
}

function start() {
  const job = new Job();
  const cancel = () => { job.input = null; };
  //             ^ grows: closure cancel 0 10 20
  //             ^ captures used job
  shutdown.signal.addEventListener('abort', cancel);
  //<- cause
  return job.input.length;
}

exports.work = start;
