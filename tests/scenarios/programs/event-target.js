// Views listen on a bus that is an EventTarget; closing a view forgets to stop listening.
// trace: bus Bus -> on('change')[*] View
class Bus extends EventTarget {}
const bus = new Bus();

class View {
//<- grows: object View 0 10 20
  constructor() {
    this.rows = Buffer.alloc(128);
    bus.addEventListener('change', this);
    //<- cause
  }

  handleEvent() { this.rows.fill(0); }

  close() { this.rows.fill(1); }
}

exports.work = () => new View().close();
