// Async resources made for every job are kept in a list.
// trace: jobs Array -> [*] Job
const { AsyncResource } = require('async_hooks');
const jobs = [];

class Job extends AsyncResource {
//<- grows: object Job 0 10 20
  constructor(n) {
    super('JOB');
    this.payload = Buffer.alloc(64 + n % 2);
  }
}

let n = 0;
exports.work = () => {
  n += 1;
  jobs.push(new Job(n));
  //<- cause
};
