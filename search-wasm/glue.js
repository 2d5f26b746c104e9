// What a page needs to use the module: texts and bytes go into its memory, and come from there. The script that brings the
// engine has this, with what `MAKE` stands for: how the module is made.
function glue(bytes) {
  var module;
  var encoder = new TextEncoder();
  var decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  // Memory that has grown is another buffer, so it is looked up each time.
  function memory(address, length) { return new Uint8Array(module.memory.buffer, address, length); }
  function give(bytes) { memory(module.room(bytes.length), bytes.length).set(bytes); }
  function write(text) { give(encoder.encode(text)); }
  function sound(number) {
    if (number >>> 0 === 0xffffffff) throw new Error("damaged");
    return number;
  }
  function read(length) { return decoder.decode(memory(module.said(), sound(length))); }

  function open(name, root, stemmer) {
    write(name);
    give(root);
    give(stemmer || new Uint8Array(0));
    var engine = sound(module.open());
    return {
      supply: function (name, bytes) { write(name); give(bytes); sound(module.supply(engine)); },
      search: function (text, filters, offset, limit, wishes) {
        write(text);
        write(filters);
        return read(module.search(engine, offset, limit, wishes));
      },
      terms: function (text) { write(text); return read(module.terms(engine)); },
    };
  }

  return MAKE(bytes).then(function (exports) {
    module = exports;
    return { open: open, digest: function () { return read(module.digest()); } };
  });
}
