const express = require('express');
const app = express();
app.use(express.json(), express.static('.'));
app.get('/:id', (request, response) => response.send(request.params.id));
const server = app.listen(0, () => server.close());
__keep([app, app._router, server]);
