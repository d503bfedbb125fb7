// Every entry of a history points to the one before it.
let latest = null;

class Entry {
  //<- grows: object Entry 0 10 20
  constructor(text, previous) {
    this.text = text;
    this.previous = previous;
  }
}

function remember(text) {
  latest = new Entry(text, latest);
  //<- cause
}

let calls = 0;

exports.work = () => {
  calls += 1;
  remember(`entry ${calls}`);
};
