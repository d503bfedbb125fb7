//# a middleware with one parameter
//= Await fs.promises.readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
const Koa = require('koa');
const app = new Koa();
app.use(async (ctx) => {
  ctx.body = (await fs.promises.readFile('index.html'));
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
});

//# a file in an async method
//= Await fs.promises.readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
class Store {
  async load(path) {
    return JSON.parse((await fs.promises.readFile(path, 'utf8')));
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in an async function
  }
}
module.exports = Store;

//# in a server's handler
//= no fix

//# in a route
//= no fix

//# in a middleware by its parameters
//= no fix

//# in a function that a handler calls
//= no fix

//# in koa
//= Await fs.promises.readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
module.exports = async (ctx, next) => {
  ctx.body = (await fs.promises.readFile('index.html'));
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
  await next();
};

//# a heavy call in an async function
//= no fix

//# in a message handler
//= no fix

//# in a named handler
//= no fix

