package clipper

import "strings"

// spanishGiven are the given names that commonly stand second; any other word
// between the first given name and the last word is a family name.
var spanishGiven = set(`maría maria josé jose luis carlos antonio juan manuel ángel angel miguel jesús jesus javier alberto fernando francisco pedro pablo rafael
	enrique eduardo andrés alejandro david daniel jorge ignacio ramón alfonso alfredo ernesto gabriel guillermo joaquín santiago vicente mario martín nicolás
	carmen teresa isabel luisa elena ana rosa pilar dolores mercedes victoria cristina beatriz alicia eugenia fernanda josefa julia laura lucía magdalena
	margarita marina paz raquel sofía soledad susana inés guadalupe esther paula patricia mar luz`)

// In reads a person's name by the custom of a language (BCP 47). In Spanish two
// family names follow the given ones: "Gabriel García Márquez" is listed under
// García. For other languages the name stays as it is.
func (n Name) In(lang string) Name {
	base, _, _ := strings.Cut(lang, "-")
	given := strings.Fields(n.Given)
	if base != "es" || len(given) < 2 || n.Family == "" || n.Dropping+n.NonDropping != "" || strings.Contains(n.Raw, ",") {
		return n
	}
	last := given[len(given)-1]
	if spanishGiven[strings.ToLower(last)] || strings.Contains(last, ".") || !startsUpper(last) || strings.Contains(n.Family, " ") {
		return n
	}
	n.Given = strings.Join(given[:len(given)-1], " ")
	n.Family = last + " " + n.Family
	return n
}
