// Package fold makes text comparable: what a reader types and what a page
// prints become the same letters, and every letter still knows where it came
// from.
//
// Two views are offered. A Shadow keeps the whole text, folded, with the way
// back to the original bytes; quotations are found in it. The words of a text
// (Words, Analyser, Matcher) are what the search index is made of and what
// snippets are marked with. Both rest on one folding of characters: NFKC, lower
// case, accents dropped, œ æ ß ø ł đ þ ı written out, Arabic and Hebrew vowel
// signs and tatweel dropped, every kind of quote, apostrophe, dash and space
// made plain, soft hyphens and invisible signs dropped. Russian ё becomes е, but
// й stays itself, as do the voiced marks of kana.
//
// All offsets are byte offsets. Text that is not UTF-8 is folded without a panic.
package fold
