// Objects enter themselves in a table when they are made, and nobody takes them out when they are done.
// trace: open Object -> […] Connection
const open = {};
let next = 0;

class Connection {
  //<- grows: object Connection 0 10 20
  constructor(id) {
    this.id = id;
    this.buffer = Buffer.alloc(64);
    open[id] = this;
    //<- cause
  }

  end() {
    this.ended = true;
  }
}

exports.work = () => {
  next += 1;
  new Connection(`connection-${next}`).end();
};
