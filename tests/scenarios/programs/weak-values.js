// Values of a weak map live as long as their keys, which a list keeps.
// trace: users Array -> [*] Object
const details = new WeakMap();
const users = [];

class Profile {
//<- grows: object Profile 0 10 20
  constructor() {
    this.photo = Buffer.alloc(128);
  }
}

function visit(name) {
  const user = { name };
  users.push(user);
  //<- cause
  details.set(user, new Profile());
}

let n = 0;

exports.work = () => {
  n += 1;
  visit(`user-${n}`);
};
