// One statement keeps objects of two classes, and another one the keys and values of a map: a fault each.
class Insert { constructor(text) { this.text = text; } }
//<- grows: object Insert 0 10 20
class Remove { constructor(count) { this.count = count; } }
class Draft {}
//<- grows: object Draft 0 10 20
class Notes {}
const done = [];
const notes = new Map();
function run(command) {
  done.push(command);
  //<- cause of Insert
}
exports.work = () => {
  run(new Insert('text'));
  run(new Remove(1));
  notes.set(new Draft(), new Notes());
  //<- cause of Draft
};
