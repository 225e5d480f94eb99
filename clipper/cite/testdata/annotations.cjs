// Expands the annotations in the file of the first argument, with the context in the
// file of the second, and asks nobody for another. Terms that the context does not
// have are an error.
const { readFileSync } = require("node:fs");
const jsonld = require("jsonld");
const [annotations, context] = process.argv.slice(2).map((name) => JSON.parse(readFileSync(name, "utf8")));
const documentLoader = async (url) => {
  if (url !== "http://www.w3.org/ns/anno.jsonld") throw new Error("asked for " + url);
  return { contextUrl: null, documentUrl: url, document: context };
};
jsonld.expand(annotations, { documentLoader, safe: true }).then(
  (found) => console.log(JSON.stringify(found)),
  (error) => { console.error(error.message, JSON.stringify(error.details)); process.exit(1); },
);
