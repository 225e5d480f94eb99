//go:build !headless

package app

import "fyne.io/fyne/v2"

// The keys that move what is chosen.
const (
	alt      = fyne.KeyModifierAlt
	altShift = fyne.KeyModifierAlt | fyne.KeyModifierShift
)

// collectionCommands are those of the menu of collections.
func collectionCommands() []command {
	return []command{
		{id: "gather", menu: "Collection", label: "Add to the collection", rune: 'a', do: (*window).gather},
		{id: "gatherinto", menu: "Collection", label: "Add to a collection…", rune: 'A', do: (*window).gatherInto},
		{id: "collection", menu: "Collection", label: "Show the collection", rune: 'g', do: (*window).turnToCollection},
		{id: "newcollection", menu: "Collection", label: "New collection…", do: (*window).newCollection},
		{id: "partheading", menu: "Collection", label: "Heading", rune: 'H', do: (*window).addHeading},
		{id: "partwords", menu: "Collection", label: "Words of your own", rune: 'W', do: (*window).addWords},
		{id: "partopen", menu: "Collection", label: "Open or write the part", do: (*window).openPart},
		{id: "partup", menu: "Collection", label: "Part up", shortcut: with(alt, fyne.KeyUp), do: func(w *window) { w.movePart(-1, false) }},
		{id: "partdown", menu: "Collection", label: "Part down", shortcut: with(alt, fyne.KeyDown), do: func(w *window) { w.movePart(1, false) }},
		{id: "sectionup", menu: "Collection", label: "Section up", shortcut: with(altShift, fyne.KeyUp), do: func(w *window) { w.movePart(-1, true) }},
		{id: "sectiondown", menu: "Collection", label: "Section down", shortcut: with(altShift, fyne.KeyDown), do: func(w *window) { w.movePart(1, true) }},
		{id: "parthigher", menu: "Collection", label: "Heading one level higher", do: func(w *window) { w.levelPart(-1) }},
		{id: "partdeeper", menu: "Collection", label: "Heading one level deeper", do: func(w *window) { w.levelPart(1) }},
		{id: "partout", menu: "Collection", label: "Take out of the collection", do: (*window).takeOutPart},
		{id: "renamecollection", menu: "Collection", label: "Rename the collection…", do: (*window).renameCollection},
		{id: "collectionstyle", menu: "Collection", label: "Style of the collection…", do: (*window).styleCollection},
		{id: "exportcollection", menu: "Collection", label: "Export the collection…", do: (*window).exportCollection},
		{id: "deletecollection", menu: "Collection", label: "Delete the collection", do: (*window).deleteCollection},
	}
}
