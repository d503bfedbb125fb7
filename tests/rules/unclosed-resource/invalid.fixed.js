//# a file
//= no fix

//# a file handle
//= no fix

//# the first chunk of a stream
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
export async function peek(stream) {
  const reader = stream.getReader();
  try {
  //               ^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'reader'
    const { value } = await reader.read();
    return value;
  } finally {
    reader.releaseLock();
  }
}

//# an object url
//= no fix

//# an object url that goes to an element
//= no fix

//# a writer
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
export async function send(stream, text) {
  const writer = stream.getWriter();
  try {
  //               ^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'writer'
    await writer.write(text);
  } finally {
    writer.releaseLock();
  }
}

//# fs.promises
//= no fix

//# window.URL
//= no fix

