//# a middleware with one parameter
const fs = require('fs');
const Koa = require('koa');
const app = new Koa();
app.use(async (ctx) => {
  ctx.body = fs.readFileSync('index.html');
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
});

//# a file in an async method
const fs = require('fs');
class Store {
  async load(path) {
    return JSON.parse(fs.readFileSync(path, 'utf8'));
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in an async function
  }
}
module.exports = Store;

//# in a server's handler
const fs = require('fs');
const http = require('http');
http.createServer((req, res) => {
  res.end(fs.readFileSync('index.html'));
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
});

//# in a route
const fs = require('fs');
module.exports = function (app) {
  app.get('/page', (req, res) => {
    res.send(fs.readFileSync('page.html', 'utf8'));
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
  });
};

//# in a middleware by its parameters
const crypto = require('crypto');
module.exports = (req, res, next) => {
  req.key = crypto.pbkdf2Sync(req.body.password, 'salt', 100000, 64, 'sha512');
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'crypto.pbkdf2Sync' blocks every request while it runs in a request
  next();
};

//# in a function that a handler calls
const { execSync } = require('child_process');
function revision() {
  return execSync('git rev-parse HEAD').toString();
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'execSync' blocks every request while it runs in a request
}
module.exports = (app) => {
  app.get('/revision', (req, res) => res.send(revision()));
};

//# in koa
const fs = require('fs');
module.exports = async (ctx, next) => {
  ctx.body = fs.readFileSync('index.html');
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
  await next();
};

//# a heavy call in an async function
const { scryptSync } = require('crypto');
exports.verify = async function (password, salt, lookup) {
  const user = await lookup();
  return user.hash === scryptSync(password, salt, 64).toString('hex');
//                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'scryptSync' blocks every request while it runs in an async function
};

//# in a message handler
const zlib = require('zlib');
module.exports = (socket) => {
  socket.on('message', (data) => {
    socket.send(zlib.gzipSync(data));
//              ^^^^^^^^^^^^^^^^^^^ blocking-call: 'zlib.gzipSync' blocks every request while it runs in a request
  });
};

//# in a named handler (esm)
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
function answer(request, response) {
  response.end(readFileSync('index.html'));
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^ blocking-call: 'readFileSync' blocks every request while it runs in a request
}
createServer(answer).listen(1);

//# in a handler of errors
const fs = require('fs');
module.exports = function (error, req, res, next) {
  res.end(fs.readFileSync('error.html'));
//        ^ blocking-call: 'fs.readFileSync' blocks every request while it runs in a request
};
