// Expands the linked data in the file of the first argument.
const { readFileSync } = require("node:fs");
const jsonld = require("jsonld");
jsonld.expand(JSON.parse(readFileSync(process.argv[2], "utf8"))).then((found) => console.log(JSON.stringify(found)));
