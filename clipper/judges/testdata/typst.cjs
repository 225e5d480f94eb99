// Typesets the file of the first argument into the PDF of the second.
const { writeFileSync } = require("node:fs");
const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler");
const [source, pdf] = process.argv.slice(2);
writeFileSync(pdf, NodeCompiler.create({ workspace: "." }).pdf({ mainFilePath: source }));
