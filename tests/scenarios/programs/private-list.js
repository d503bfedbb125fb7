// A class keeps what it has seen in a private field.
// trace: tracker Tracker -> .#seen Array -> [*] Object
class Tracker {
  #seen = [];

  track(event) {
    this.#seen.push({ event, at: new Date() });
    //<- grows: object Object 0 10 20
    //<- cause
  }
}

const tracker = new Tracker();
exports.tracker = tracker;
let n = 0;

exports.work = () => {
  n += 1;
  tracker.track(`e${n}`);
};
