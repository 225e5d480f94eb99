package clipper

import (
	"reflect"
	"slices"
	"strings"
)

// The fields of a source go by their JSON names wherever a person or a file
// names them: evidence, `edit ID FIELD=VALUE`, the source card.

// Fields lists the names of the fields of a source, in the order of Source.
func Fields() []string {
	t := reflect.TypeFor[Source]()
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = fieldName(t.Field(i))
	}
	return names
}

func fieldName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// CopyField copies one field by its name; an unknown name copies nothing.
func CopyField(to, from *Source, name string) {
	if i := slices.Index(Fields(), name); i >= 0 {
		reflect.ValueOf(to).Elem().Field(i).Set(reflect.ValueOf(from).Elem().Field(i))
	}
}

// SetField sets one field from what a person typed: dates in ISO 8601 at any
// precision, people parted by semicolons. It refuses unknown names, unreadable
// dates.
func SetField(s *Source, name, value string) error {
	value = strings.TrimSpace(value)
	i := slices.Index(Fields(), name)
	if i < 0 {
		return Errorf(Usage, nil, "The fields are "+strings.Join(Fields(), ", "), "there is no field %s", name)
	}
	switch f := reflect.ValueOf(s).Elem().Field(i).Addr().Interface().(type) {
	case *string:
		*f = value
	case *[]Name:
		*f = parseTyped(value)
	case *Date:
		d, ok := ParseDate(value)
		if !ok && value != "" {
			return Errorf(Usage, nil, "Write 2014, 2014-09 or 2014-09-12", "this is not a date: %s", shorten(value))
		}
		*f = d
	}
	return nil
}

// parseTyped reads names as a person types them: parted by semicolons, so that
// a comma can part family and given name.
func parseTyped(value string) []Name {
	var names []Name
	for part := range strings.SplitSeq(value, ";") {
		if part = strings.TrimSpace(part); part != "" {
			names = append(names, ParseName(part))
		}
	}
	return names
}

// GetField is the value of one field as a person would type it, for SetField.
func GetField(s *Source, name string) string {
	i := slices.Index(Fields(), name)
	if i < 0 {
		return ""
	}
	switch f := reflect.ValueOf(s).Elem().Field(i).Interface().(type) {
	case string:
		return f
	case Date:
		return f.String()
	case []Name:
		typed := make([]string, len(f))
		for k, n := range f {
			typed[k] = n.Sorted()
		}
		return strings.Join(typed, "; ")
	}
	return ""
}
