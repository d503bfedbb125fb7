// A few lists in a map, each of which only grows.
// trace: byUser Map -> map[*]
const byUser = new Map();

class Visit {
  //<- grows: object Visit 0 10 20
  constructor(page) {
    this.page = page;
  }
}

function visit(user, page) {
  if (!byUser.has(user)) byUser.set(user, []);
  byUser.get(user).push(new Visit(page));
  //<- cause
}

let calls = 0;

exports.work = () => {
  calls += 1;
  visit(`user ${calls % 3}`, `/page-${calls}`);
};
