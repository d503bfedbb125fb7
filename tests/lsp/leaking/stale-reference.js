class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

let lastRequest = null;

function serve(request) {
  lastRequest = request;
  return lastRequest.data.length;
}

exports.work = () => serve(new Payload());
