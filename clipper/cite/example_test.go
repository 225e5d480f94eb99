package cite_test

import (
	"fmt"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/clipper/csl"
)

// A style is found by its name and joined with a locale; it then gives references
// and quotations in any format.
func ExampleStyles() {
	styles := cite.OpenStyles(cite.Places{}) // the built-in ones alone
	style, err := styles.Load("harvard", "en-GB")
	if err != nil {
		fmt.Println(err)
		return
	}
	source := clipper.Source{
		Type: "article-newspaper", Title: "Le pont rouvre", Container: "La Gazette", URL: "https://gazette.example/pont",
		Authors: []clipper.Name{{Family: "Ormesson", Given: "Marie", Dropping: "d’"}}, Issued: clipper.Date{Year: 2024, Month: 9, Day: 12},
	}
	clip := clipper.Clip{Quote: "Nous passerons.", Paragraph: 3}
	fmt.Println(style.RichReference(source).Format(csl.HTML))
	fmt.Println(style.Quotation(clip, source, csl.Text))
	// Output:
	// Ormesson, M. d’ (2024) ‘Le pont rouvre’, <i>La Gazette</i>, 12 September. Available at: https://gazette.example/pont.
	// ‘Nous passerons.’ (Ormesson, 2024, para. 3)
}
