// Package csl turns bibliographic data into citations and bibliographies, in any
// style written in the Citation Style Language, version 1.0.2
// (https://docs.citationstyles.org). It is a whole processor in Go: it needs
// no other program, opens no file by itself and makes no connection.
//
// # Use
//
// A style and the locales it may ask for are loaded once; a [Processor] joins
// them, and is safe for use by many goroutines:
//
//	style, err := csl.ParseStyle(data)
//	locales := csl.NewLocales(os.DirFS("/usr/share/citation-style-language/locales"))
//	processor, err := csl.New(style, locales, csl.Options{Locale: "fr-FR"})
//
// Items have the shape of CSL JSON and are read leniently (see [Item]):
//
//	items, err := csl.ParseItems(data)
//	bibliography, err := processor.Bibliography(items)
//	for _, entry := range bibliography.Entries {
//		fmt.Println(entry.Text.Format(csl.Text))
//	}
//
// [Processor.Citation] renders one citation by itself. A [Document] follows all
// the citations of a text in their order, so that "ibid.", short forms and
// disambiguation come out right.
//
// # Output
//
// Everything is rendered into one inner form, [Rich], and written from there as
// plain text, HTML, RTF, Markdown or LaTeX, or handed out as runs with
// attributes for writers of other formats. Where the specification leaves a
// choice, the output follows citeproc-js, the processor most applications use.
//
// # Promises
//
// A style or locale with elements, attributes, terms or item types that are
// unknown here loads with warnings. A file that cannot be a style is refused
// with an [*Error] that holds line and column: not XML, no citation element,
// macros that call each other without end, entity declarations, more than 4 MB.
// No input makes the package panic, and rendering one entry is bounded in work.
package csl
