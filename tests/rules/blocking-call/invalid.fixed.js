//# a middleware with one parameter
//= Await fs's readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
const Koa = require('koa');
const app = new Koa();
app.use(async (ctx) => {
  ctx.body = await fs.promises.readFile('index.html');
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
});

//# a file in an async method
//= Await fs's readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
class Store {
  async load(path) {
    return JSON.parse(await fs.promises.readFile(path, 'utf8'));
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in an async function
  }
}
module.exports = Store;

//# in a server's handler
//= Await fs's readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
const http = require('http');
http.createServer(async (req, res) => {
  res.end(await fs.promises.readFile('index.html'));
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
});

//# in a route
//= Await fs's readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
module.exports = function (app) {
  app.get('/page', async (req, res) => {
    res.send(await fs.promises.readFile('page.html', 'utf8'));
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
  });
};

//# in a middleware by its parameters
//= no fix

//# in a function that a handler calls
//= no fix

//# in koa
//= Await fs's readFile() (unsafe: other code runs in between) (unsafe)
const fs = require('fs');
module.exports = async (ctx, next) => {
  ctx.body = await fs.promises.readFile('index.html');
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
  await next();
};

//# a heavy call in an async function
//= no fix

//# in a message handler
//= Await zlib's gzip() (unsafe: other code runs in between) (unsafe)
const zlib = require('zlib');
module.exports = (socket) => {
  socket.on('message', async (data) => {
    socket.send(await require('util').promisify(zlib.gzip)(data));
//              ^^^^^^^^^^^^^^^^^^^ blocking-call: 'zlib.gzipSync' blocks every request while it runs in a request
  });
};

//# in a named handler
//= no fix

//# in a handler of errors
//= no fix

