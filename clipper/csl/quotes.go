package csl

// QuotationMarks are the marks of the processor's language: opening, closing, inner
// opening and inner closing one. A language without a locale of its own has those of
// American English.
func (p *Processor) QuotationMarks() [4]string {
	return [4]string{p.marks.open, p.marks.close, p.marks.innerOpen, p.marks.innerClose}
}
