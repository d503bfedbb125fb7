// A cache without a bound: every user who ever came by stays in it.
// trace: cache Map -> map[*] Session
const cache = new Map();
let visits = 0;

class Session {
  //<- grows: object Session 0 10 20
  constructor(user) {
    this.user = user;
    this.token = Buffer.alloc(64);
  }
}

function sessionOf(user) {
  if (!cache.has(user)) {
    cache.set(user, new Session(user));
    //<- cause
  }
  return cache.get(user);
}

exports.work = () => {
  visits += 1;
  return sessionOf(`user-${visits}`).token.length;
};
