class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

class Connection {
  constructor() {
    this.payload = new Payload();
  }

  receive() {
    this.idle = setTimeout(() => this.payload.data.length, 1e8);
  }

  destroy() {
    this.closed = true;
  }
}

exports.work = () => {
  const connection = new Connection();
  connection.receive();
  connection.destroy();
};
