// Renders CSL JSON items with citeproc-js, the reference implementation: the
// oracle of the tests, never a part of the program.
//
// usage: node render.js REQUEST.json > ANSWERS.json
//
// The request: {"module": folder of citeproc, "jobs": [{"items": file, "style":
// file, "locales": folder, "locale": tag or "", "mode": "bibliography", "citation"
// or "time", "format": "text" or "html"}]}. A locale that is given wins over the
// style's own default.
//
// The answers are in the order of the jobs, each {"ids": [string], "entries":
// [string]} or {"error": string}. In bibliography mode the entries stand in the
// order of the style. In citation mode all items are registered first, then each
// is cited once, alone, in the order of the input. In time mode the answer is
// {"load": ms, "list": ms}: processor time, the best of three, of loading the
// style and of a bibliography of all items.
'use strict';
const fs = require('fs');
const path = require('path');

const request = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const CSL = require(request.module);

// warnings of citeproc-js belong to stderr; stdout is the answer.
console.log = console.error;

function engine(job, items) {
  const byId = new Map(items.map((item) => [String(item.id), item]));
  const style = fs.readFileSync(job.style, 'utf8');
  const sys = {
    retrieveItem: (id) => byId.get(String(id)),
    retrieveLocale: (tag) => {
      const file = path.join(job.locales, `locales-${tag}.xml`);
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : false;
    },
  };
  const made = job.locale ? new CSL.Engine(sys, style, job.locale, true) : new CSL.Engine(sys, style);
  made.setOutputFormat(job.format);
  return made;
}

function render(job) {
  const items = JSON.parse(fs.readFileSync(job.items, 'utf8')); // the engine writes into them
  const made = engine(job, items);
  const ids = items.map((item) => String(item.id));
  made.updateItems(ids);
  if (job.mode === 'bibliography') {
    const list = made.makeBibliography();
    if (!list) return { ids: [], entries: [] };
    const [about, entries] = list;
    return { ids: about.entry_ids.map((group) => String(group[0])), entries: entries.map((entry) => entry.trim()) };
  }
  return { ids, entries: ids.map((id) => made.makeCitationCluster([{ id }])) };
}

function cpu(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function time(job) {
  let load = Infinity;
  let list = Infinity;
  for (let round = 0; round < 3; round += 1) {
    const items = JSON.parse(fs.readFileSync(job.items, 'utf8'));
    let made;
    load = Math.min(load, cpu(() => { made = engine(job, items); }));
    list = Math.min(list, cpu(() => {
      made.updateItems(items.map((item) => String(item.id)));
      made.makeBibliography();
    }));
  }
  return { load, list };
}

const answers = request.jobs.map((job) => {
  try {
    return job.mode === 'time' ? time(job) : render(job);
  } catch (error) {
    return { error: String(error) };
  }
});
process.stdout.write(JSON.stringify(answers));
