// Each monitor starts an interval in its constructor.
// trace: setInterval (anonymous)
class Monitor {
  constructor(host) {
    this.host = host;
    this.samples = [];
    this.timer = setInterval(() => this.samples.push(1), 3600_000);
    //           ^ cause
    //                       ^ grows: closure (anonymous) 0 10 20
    //                       ^ captures used this
  }
}

let n = 0;

exports.work = () => {
  n += 1;
  return new Monitor(`host-${n}`).samples.length;
};
